// Every package that package.json names for production stands in the bill of materials, with version and licence.
import { readFileSync } from 'node:fs';

const { bomFormat, components = [] } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const named = new Map(
  components.map(({ group, name, ...rest }) => [group ? `${group}/${name}` : name, rest]),
);
const missing = Object.keys(dependencies).filter((name) => {
  const { version, licenses = [] } = named.get(name) ?? {};
  return version === undefined || licenses.length === 0;
});
for (const name of missing) console.error(`sbom: ${name} is missing, or has no version or licence`);
console.log(`sbom: ${components.length} packages`);
process.exit(bomFormat === 'CycloneDX' && missing.length === 0 ? 0 : 1);
