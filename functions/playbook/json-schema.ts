import * as z from 'zod/mini';
import { playbookSchema } from './schema.ts';

/** Where the schema is published; a playbook names it in its first line for editors. */
export const SCHEMA_FILE = 'playbooks/playbook.schema.json';

/** The playbook's JSON Schema (draft 2020-12) for editors, made of the one definition that also checks. */
export function playbookJsonSchema(): string {
  const schema = z.toJSONSchema(playbookSchema, { io: 'input' });
  return `${JSON.stringify({ title: 'firstnote playbook', description: 'A runbook as data.', ...schema }, null, 2)}\n`;
}
