import type { EscalateInput, EscalateOutput } from '../contracts/states.ts';
import { visible } from '../text/plain.ts';
import type { ExecutionResult, TaskEvent } from './machine.ts';

/** What the host says on a terminal as things happen; `write` gets whole lines. */
export interface Terminal {
  note(content: string): void;
  happened(event: TaskEvent): void;
  ended(result: ExecutionResult): void;
}

/** An edit of more lines than these is shown as the whole note. */
const MAX_FRESH_LINES = 4;

export function createTerminal(print: (text: string) => void): Terminal {
  const write = (text: string): void => print(visible(text));
  let shown: readonly string[] = [];
  return {
    note(content) {
      const lines = content.split('\n');
      const fresh = lines.filter((line) => !shown.includes(line));
      const edited = shown.length > 0;
      shown = lines;
      if (fresh.length === 0) return;
      write(
        edited && fresh.length <= MAX_FRESH_LINES
          ? `The note, edited in place:\n${fresh.map((line) => `  + ${line}\n`).join('')}`
          : `\n${edited ? 'The note, edited in place' : 'The note'}:\n\n${content}\n\n`,
      );
    },
    happened({ state, task, phase, payload, result, isPast }) {
      if (isPast) return;
      if (phase === 'failed') write(`${state} failed: ${String(result)}\n`);
      if (task !== 'escalate' || phase !== 'succeeded') return;
      const { escalation } = payload as EscalateInput;
      const { outcome, why } = result as EscalateOutput;
      write(`${outcome} ${clock(escalation.at)} ${escalation.name}: ${why}\n`);
    },
    ended(result) {
      if (result.status === 'failed') write(`${result.name} ended with ${result.error}: ${result.cause}\n`);
    },
  };
}

/** "14:03:22Z". */
const clock = (at: string): string => new Date(at).toISOString().replace(/^.*T|\.\d+/g, '');
