import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StoredIncident } from '../../functions/console/model.ts';
import { EXEC_GROUP, KUBERNETES_GROUP } from '../../functions/contracts/cluster.ts';
import { CAUSE, noteSays, openIncident, resolve } from './incidents.ts';
import { type Installation, install } from './installation.ts';
import { askDoctor, run } from './operator.ts';
import { openSurroundings, type Surroundings } from './surroundings.ts';

const NAMESPACE = 'production';

let surroundings: Surroundings;
let firstnote: Installation;
let incident: StoredIncident;
beforeAll(async () => {
  surroundings = await openSurroundings();
  surroundings.cluster.apply(await rbac('--exec', NAMESPACE));
  firstnote = await install({ environment: 'exec', playbooks: ['exec.yaml'], configuration: 'exec: true' });
  surroundings.cluster.admit(firstnote.groups);
  incident = openIncident(firstnote);
});
afterAll(async () => {
  await firstnote?.remove();
  await surroundings?.close();
});

const rbac = async (...args: readonly string[]): Promise<string> => (await run(['rbac', ...args])).stdout;

/** The function whose role this is: CloudFormation makes a role's name of the stack's, its logical id and chance. */
const functionOf = (role: string): string => /^firstnote-exec-([a-z]+)role/.exec(role)?.[1] ?? role;
const functionsOf = (roles: Iterable<string>): readonly string[] =>
  [...new Set([...roles].map(functionOf))].toSorted();

/** What `firstnote rbac` printed, with its binding for exec turned to a group. */
const boundTo = (manifest: string, group: string): string =>
  manifest.replace(`    name: ${EXEC_GROUP}\n    apiGroup`, `    name: ${group}\n    apiGroup`);

describe('a stack that runs programs in pods', () => {
  it('lets four functions into the cluster, and one of them into the group for it', () => {
    const groups = Object.entries(firstnote.groups).map(([role, of]) => [functionOf(role), of]);
    expect(Object.fromEntries(groups)).toEqual({
      collect: [KUBERNETES_GROUP],
      collectlogs: [KUBERNETES_GROUP],
      collectexec: [KUBERNETES_GROUP, EXEC_GROUP],
      doctor: [KUBERNETES_GROUP],
    });
  });

  it('says in the report what they found, and runs them again when the incident is over', async () => {
    const [link = ''] = /https:\S+\/reports\/\S+/.exec(await noteSays(incident, CAUSE)) ?? [];
    const before = surroundings.cluster.ran.length;
    expect(before).toBeGreaterThan(0);
    const page = (await firstnote.open(link)).text;
    for (const read of ['connections to dependencies', 'state inside dependencies'])
      expect(page).toMatch(new RegExp(`<td>${read}</td><td[^>]*>ok</td>`));
    resolve(firstnote, incident);
    await noteSays(incident, /^(RESOLVED|RECOVERED)/m);
    expect(surroundings.cluster.ran.length).toBeGreaterThan(before);
  });

  it('ran them by the one function, in the one namespace; two others asked the cluster, and no more', () => {
    const { ran, callers } = surroundings.cluster;
    expect(functionsOf(ran.map(({ role }) => role))).toEqual(['collectexec']);
    expect(new Set(ran.map(({ namespace }) => namespace))).toEqual(new Set([NAMESPACE]));
    expect(functionsOf(callers)).toEqual(['collect', 'collectexec', 'collectlogs']);
  });

  it('has a doctor that is content', async () => {
    const { code, lines } = await askDoctor('exec');
    expect(lines.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(code).toBe(0);
    const says = lines.filter(({ what }) => /^exec|common group/.test(what)).map(({ says }) => says);
    expect(says).toEqual(['it may run no programs in pods', 'granted in production']);
  });

  it.each([
    [
      'the group may not',
      () => rbac(),
      /the group firstnote-exec may not run programs in production -> .*rbac --exec production/,
    ],
    [
      'every function may',
      async () => boundTo(await rbac('--exec', NAMESPACE), KUBERNETES_GROUP),
      /all functions may run programs in the pods of production/,
    ],
  ])('has a doctor who says that %s', async (_, manifest, fault) => {
    surroundings.cluster.apply(await manifest());
    const { faults } = await askDoctor('exec');
    surroundings.cluster.apply(await rbac('--exec', NAMESPACE));
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it('was denied nothing, and logged no error', async () => {
    const logs = await firstnote.logs();
    expect(logs.filter((line) => /AccessDenied|not authorized|"level":"ERROR"/.test(line))).toEqual([]);
  });
});
