import type {
  ProbeFault,
  ProbeFaultStatements,
  ProbeSettings,
  ProbeStatements,
} from '../../../model/statements/pods/probes.ts';
import { plural, timesText } from '../../../text/format.ts';
import { clockText } from '../../../text/time.ts';
import { shareText } from '../share.ts';
import { differenceText } from '../template-difference.ts';
import { it, its, type Moment, quoting, type WordsOf, wordsFrom } from '../words-of.ts';

/** More of them are on the page, with the changes. */
const MAX_DIFFERENCES = 3;

const faultWords: WordsOf<ProbeFaultStatements> = {
  'probe-asks-undeclared-port': ({ port, declared }) =>
    it(`probes port ${port}, but the container declares ${declared.join(', ')}`),
  'probe-in-other-protocol': ({ scheme }) =>
    it(`speaks ${scheme}, but the container answers in another protocol`),
  'probe-answered-with-status': ({ path, status }) => it(`requests ${path} and gets ${status}`),
  'other-probe-speaks': ({ scheme }) => `the container's other probe speaks ${scheme}`,
  'other-probe-asks': ({ port, other }) => it(`probes port ${port}, the other probe uses ${other}`),
  'listens-elsewhere': ({ asked, ports }) =>
    it(`probes port ${asked}, but the program logs that it listens on ${ports.join(', ')}`),
  'port-moved': ({ variable, from, to }) =>
    it(`still probes port ${from}, but ${variable} is now ${to === null ? 'unset' : to}`),
  'probe-command-fails': ({ command }) => its(`command ${command} fails`),
  'probe-acts-before-ready': ({ seconds }) =>
    it(`acts ${seconds} s after the start, before the container was ever ready`),
  'startup-takes-longer': ({ seconds }) =>
    it(`allows ${seconds} s to start, but the program does not answer by then`),
};

export const probeWords: WordsOf<ProbeStatements> = {
  ...faultWords,
  'killed-by-probe': ({ container, probe, fault }, moment) =>
    `the kubelet kills container ${container} because its ${probe} probe fails${becauseOf(fault, moment)}`,
  'kills-by-kubelet': ({ kills, restarts }) =>
    `the kubelet killed it ${kills === null ? 'an unknown number of times' : timesText(kills)}, ${plural(restarts, 'restart')}`,
  'readiness-fails': ({ fault }, moment) =>
    `pods run but are not ready, the readiness probe fails${becauseOf(fault, moment)}`,
  'running-not-ready': ({ pods, unmade }) => `${shareText(pods)} Running and not ready${unmadeText(unmade)}`,
  'only-new-revision-unready': ({ revision, at, differences, older }, { now }) =>
    `all of them of revision ${revision}${at === null ? '' : `, rolled out at ${clockText(at, now)}`}: ${differences.slice(0, MAX_DIFFERENCES).map(differenceText).join('; ')}; ${shareText(older)} of earlier ones ready`,
  'probe-failed': ({ times, at, said }, { now }) =>
    quoting(`probe failed ${timesText(times)}${at === null ? '' : `, last at ${clockText(at, now)}`}`, said),
  'probe-settings': (probe) =>
    `the probe: ${askText(probe)}, first after ${probe.initialDelay} s, every ${probe.period} s, timeout ${probe.timeout} s, ${plural(probe.failures, 'failure')}: acts ${probe.budget} s after the start`,
  'restarts-beside-probe': ({ container, restarts }) =>
    `container ${container} restarted ${timesText(restarts)}: it may not stay up long enough`,
};

const becauseOf = (fault: ProbeFault | null, moment: Moment): string =>
  fault === null ? '' : `: ${wordsFrom(faultWords, fault, moment)}`;

function unmadeText(unmade: number): string {
  if (unmade === 0) return '';
  return `; ${unmade} more ${unmade === 1 ? 'pod' : 'pods'} will be created once it is ready`;
}

/** "HTTP :8080/healthz", "exec pg_isready". */
const askText = ({ scheme, command, port, path }: ProbeSettings): string =>
  command === null ? `${scheme} :${port ?? ''}${path ?? ''}` : `${scheme} ${command}`;
