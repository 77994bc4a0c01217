import { Duration } from 'aws-cdk-lib';
import { Rule, RuleTargetInput, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { COLLECTING, type CollectingName } from '../functions/contracts/lambdas.ts';
import type { Ping } from '../functions/contracts/states.ts';
import { acknowledge } from './acknowledge.ts';
import type { Choice, Machine, State, Task } from './asl.ts';
import { arnOf } from './workflow.ts';

/** A network beside the installation's own, with functions of its own. */
export interface NetworkApart {
  /** What tells its functions from others: "2". */
  readonly id: string;
  /** Names of the clusters that are looked at from it. */
  readonly clusters: readonly string[];
}

/** The key of a function in the definition's substitutions, and its name after the installation's. */
export const nameIn = (collector: CollectingName, { id }: NetworkApart): string => `${collector}-${id}`;

/**
 * A workflow in which each collect is made by the function of the cluster's network. The state keeps its name and becomes
 * a choice by the execution's `cluster`; an execution without one is looked at from the installation's own network.
 */
export function inNetworks(machine: Machine, networks: readonly NetworkApart[]): Machine {
  if (networks.length === 0) return machine;
  const states = Object.entries(machine.States).flatMap(([name, state]) => {
    const collector = COLLECTING.find((each) => state.Type === 'Task' && state.Resource === arnOf(each));
    return collector === undefined || state.Type !== 'Task'
      ? [[name, inside(state, networks)] as const]
      : chosen(name, state, collector, networks);
  });
  return { ...machine, States: Object.fromEntries(states) };
}

function inside(state: State, networks: readonly NetworkApart[]): State {
  if (state.Type === 'Parallel')
    return { ...state, Branches: state.Branches.map((branch) => inNetworks(branch, networks)) };
  return state;
}

function chosen(
  name: string,
  task: Task,
  collector: CollectingName,
  networks: readonly NetworkApart[],
): (readonly [string, State])[] {
  const choice: Choice = {
    Type: 'Choice',
    Choices: networks.flatMap((network) =>
      network.clusters.map((cluster) => ({
        And: [
          { Variable: '$.cluster', IsPresent: true },
          { Variable: '$.cluster', StringEquals: cluster },
        ] as const,
        Next: `${name}${network.id}`,
      })),
    ),
    Default: `${name}1`,
  };
  return [
    [name, choice],
    [`${name}1`, task],
    ...networks.map(
      (network) =>
        [`${name}${network.id}`, { ...task, Resource: `\${${nameIn(collector, network)}}` }] as const,
    ),
  ];
}

/** Calls functions in a VPC once a day, as the doctor does with those that it is beside: AWS puts idle ones to sleep. */
export function keepAwake(scope: Construct, lambdas: readonly Lambda[]): void {
  if (lambdas.length === 0) return;
  const ping: Ping = { kind: 'ping' };
  const rule = new Rule(scope, 'KeepAwake', {
    description: 'firstnote: keeps the functions of further networks awake',
    schedule: Schedule.rate(Duration.days(1)),
    targets: lambdas.map(
      (lambda) => new LambdaFunction(lambda, { retryAttempts: 2, event: RuleTargetInput.fromObject(ping) }),
    ),
  });
  acknowledge(rule, 'Serverless-EventBusDLQ', 'A call that was missed is made up for by the next one.');
}
