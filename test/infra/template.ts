import { definitionOf } from '../../functions/local/host/definition.ts';
import { synthesize } from '../../infra/template.ts';

/** The example installation, synthesized once for each test file that imports this. */
export const template = synthesize();
export const machine = definitionOf(template);

/** The resources of one type, by logical id. */
export const resources = (type: string) =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => ({ id, properties: Properties }));
