import type { ContainerView } from '../../core/view/containers.ts';
import type { ClusterView } from '../../core/view/view.ts';
import { quote } from './patterns.ts';

export interface CrashLine {
  readonly text: string;
  readonly previous: boolean;
  /** True when the line itself says that it is fatal, not merely the last one that was printed. */
  readonly sure: boolean;
}

const FATAL =
  /\b(?:fatal|panic|exception|traceback|uncaught|unhandled|segfault|abort(?:ed)?|cannot|can't|could not|unable to|failed|failure|error|denied|refused|missing|undefined|not found|not set|required|invalid|already in use)\b/i;
const NOISE = /^\s*(?:at |\.\.\.|#|\^|File ")|\b(?:INFO|DEBUG|TRACE)\b/;

/**
 * The one line that best says why a container ended: the last fatal-looking line of its previous run, else of the
 * present one. Nothing is invented where there is none.
 */
export function crashLine(view: ClusterView, { pod, name, status }: ContainerView): CrashLine | undefined {
  const logs = view.logs.ofPod(pod).filter((log) => log.container === name);
  const ended = status?.state.running === undefined;
  const ordered = [
    ...logs.filter(({ previous }) => previous),
    ...logs.filter(({ previous }) => !previous && ended),
  ];
  for (const log of ordered) {
    const line = log.tail.findLast((text) => FATAL.test(text) && !NOISE.test(text));
    if (line) return { text: quote(line), previous: log.previous, sure: true };
    const fatal =
      log.summary.patterns.find(({ level }) => level === 'fatal') ??
      log.summary.patterns.find(({ level }) => level === 'error');
    if (fatal) return { text: quote(fatal.example), previous: log.previous, sure: true };
  }
  for (const log of ordered) {
    const last = log.tail.at(-1);
    if (last) return { text: quote(last), previous: log.previous, sure: false };
  }
  return undefined;
}
