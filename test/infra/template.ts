import type { FunctionName } from '../../functions/contracts/lambdas.ts';
import { definitionOf } from '../../functions/host/definition.ts';
import { loadTemplate } from '../../functions/host/template-cache.ts';
import type { Template } from '../../infra/template.ts';

/** The example installation: synthesized anew only when one of its sources has changed. */
export const template = await loadTemplate();
export const machine = definitionOf(template);

/** The environment of a function, as the template has it: text, or an intrinsic function of CloudFormation. */
export function environmentIn(
  { Resources }: Template,
  name: FunctionName,
): Readonly<Record<string, unknown>> {
  const lambda = Object.values(Resources).find(
    ({ Type, Properties }) =>
      Type === 'AWS::Lambda::Function' && Properties?.FunctionName === `firstnote-example-${name}`,
  );
  const environment = lambda?.Properties?.Environment as { Variables: Record<string, unknown> } | undefined;
  if (environment === undefined) throw new Error(`the template has no function ${name} with an environment`);
  return environment.Variables;
}

/** The resources of one type, by logical id. */
export const resources = (type: string) =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => ({ id, properties: Properties }));
