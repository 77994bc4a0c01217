import { definitionOf } from '../../functions/local/host/definition.ts';
import { loadTemplate } from '../../functions/local/host/template-cache.ts';

/** The example installation: synthesized anew only when one of its sources has changed. */
export const template = await loadTemplate();
export const machine = definitionOf(template);

/** The resources of one type, by logical id. */
export const resources = (type: string) =>
  Object.entries(template.Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, { Properties = {} }]) => ({ id, properties: Properties }));
