import { writeFileSync } from 'node:fs';
import { playbookJsonSchema, SCHEMA_FILE } from '../../functions/playbook/json-schema.ts';
import { causesDocument } from '../support/causes-document.ts';
import { reportJsonSchema } from '../support/report-schema.ts';

const DOCUMENTS = {
  'docs/causes.md': causesDocument,
  'docs/report.schema.json': reportJsonSchema,
  [SCHEMA_FILE]: playbookJsonSchema,
};
for (const [path, text] of Object.entries(DOCUMENTS))
  writeFileSync(new URL(`../../${path}`, import.meta.url), text());
