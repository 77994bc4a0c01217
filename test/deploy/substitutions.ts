import { ENV } from '../../functions/contracts/env.ts';
import type { Resource, Template } from '../../infra/template.ts';

/** Where what is no part of AWS answers in a test. */
export interface StandInAddresses {
  readonly pagerduty: string;
  /** "localhost:PORT": what names of REST APIs end in. */
  readonly apis: string;
}

/** What a template of ours is changed by before the emulator can create it: everything else is deployed as it is. */
export interface Substitution {
  readonly what: string;
  readonly why: string;
  /** Whether a resource is one of those that are changed. */
  readonly concerns: (resource: Resource) => boolean;
  /** Such a resource as the emulator gets it; undefined leaves it out. */
  readonly instead: (resource: Resource, standIns: StandInAddresses) => Resource | undefined;
  /** A resource that the emulator refuses, and the words it does so in; absent where AWS is not what lacks. */
  readonly lacks?: { readonly resource: Resource; readonly says: RegExp };
}

const leaveOut = () => undefined;

export const SUBSTITUTIONS: readonly Substitution[] = [
  {
    what: 'access entries of EKS clusters are left out',
    why: 'the emulator does not know them; who may describe a cluster is judged all the same',
    concerns: ({ Type }) => Type === 'AWS::EKS::AccessEntry',
    instead: leaveOut,
    lacks: {
      resource: {
        Type: 'AWS::EKS::AccessEntry',
        Properties: { ClusterName: 'production', PrincipalArn: 'arn:aws:iam::123456789012:role/none' },
      },
      says: /AWS::EKS::AccessEntry/,
    },
  },
  {
    what: "PagerDuty's address is the stand-in's",
    why: 'the stand-in keeps an account on loopback',
    concerns: (resource) => variablesOf(resource)[ENV.pagerdutyUrl] !== undefined,
    instead: (resource, { pagerduty }) => withVariable(resource, ENV.pagerdutyUrl, pagerduty),
  },
  {
    what: "a REST API's address is the emulator's",
    why: "CloudFormation makes it of the region and AWS's domain, where the emulator is not",
    concerns: (resource) => variablesOf(resource)[ENV.webhookUrl] !== undefined,
    instead: (resource, standIns) =>
      withVariable(resource, ENV.webhookUrl, apisAt(standIns, variablesOf(resource)[ENV.webhookUrl])),
  },
];

/** What every function is told beside its own environment, as though Lambda did. */
export const AMBIENT = {
  [ENV.minuteMs]: 'minutes run as seconds, so that 30 of them can be waited for',
  AWS_ENDPOINT_URL_EKS:
    "the emulator's EKS would start a cluster of its own; the stand-in serves a recorded one",
  NODE_OPTIONS: 'names of APIs end in .localhost, which the resolver of most machines does not know',
} as const;

/** What a template asks for and the emulator takes without a word, by resource type and property. */
export const IGNORED: readonly { readonly type: string; readonly property: string; readonly why: string }[] =
  [
    {
      type: 'AWS::Lambda::Function',
      property: 'Architectures',
      why: "functions run as processes of this machine's Node, whatever it is built for",
    },
    {
      type: 'AWS::Lambda::Function',
      property: 'VpcConfig',
      why: 'they have loopback, and no network interface',
    },
    {
      type: 'AWS::Lambda::Function',
      property: 'MemorySize',
      why: 'no limit of memory, and no share of a CPU',
    },
    { type: 'AWS::ApiGateway::RestApi', property: 'SecurityPolicy', why: 'one TLS for all of its hosts' },
  ];

/** The template as the emulator can create it. */
export function substituted(template: Template, standIns: StandInAddresses): Template {
  const resources = Object.entries(template.Resources).flatMap(([id, resource]) => {
    const instead = SUBSTITUTIONS.filter(({ concerns }) => concerns(resource)).reduce<Resource | undefined>(
      (current, { instead }) => current && instead(current, standIns),
      resource,
    );
    return instead === undefined ? [] : [[id, instead] as const];
  });
  const { Outputs } = template;
  return {
    ...template,
    Resources: Object.fromEntries(resources),
    ...(Outputs && { Outputs: apisAt(standIns, Outputs) }),
  };
}

/** The same with the addresses of REST APIs in it at the emulator. */
const apisAt = <Value>({ apis }: StandInAddresses, value: Value): Value =>
  JSON.parse(
    JSON.stringify(value).replaceAll(
      /\.execute-api\.[a-z0-9-]+\.",\{"Ref":"AWS::URLSuffix"\},"/g,
      `.execute-api.${apis}`,
    ),
  );

interface Environment {
  readonly Variables?: Readonly<Record<string, unknown>>;
}
const environmentOf = ({ Properties }: Resource) => Properties?.Environment as Environment | undefined;
const variablesOf = (resource: Resource) => environmentOf(resource)?.Variables ?? {};

function withVariable(resource: Resource, name: string, value: unknown): Resource {
  const Environment = {
    ...environmentOf(resource),
    Variables: { ...variablesOf(resource), [name]: value },
  };
  return { ...resource, Properties: { ...resource.Properties, Environment } };
}
