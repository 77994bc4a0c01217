import type { EscalateInput, EscalateOutput } from '../../contracts/states.ts';
import type { ExecutionResult, TaskEvent } from './machine.ts';

/** What the host says on a terminal as things happen; `write` gets whole lines. */
export interface Terminal {
  note(content: string, edited: boolean): void;
  happened(event: TaskEvent): void;
  ended(result: ExecutionResult): void;
}

export function createTerminal(write: (text: string) => void): Terminal {
  let shown = '';
  return {
    note(content, edited) {
      if (content === shown) return;
      shown = content;
      write(`\n${edited ? 'The note, edited in place:' : 'The note:'}\n\n${content}\n\n`);
    },
    happened({ state, task, phase, payload, result }) {
      if (phase === 'failed') write(`${state} failed: ${String(result)}\n`);
      if (task !== 'escalate' || phase !== 'succeeded') return;
      const { escalation } = payload as EscalateInput;
      const { outcome, why } = result as EscalateOutput;
      write(`${outcome} ${clock(escalation.at)} ${escalation.name}: ${why}
`);
    },
    ended(result) {
      if (result.status === 'failed') write(`${result.name} ended with ${result.error}: ${result.cause}\n`);
    },
  };
}

/** "14:03:22Z". */
const clock = (at: string): string => new Date(at).toISOString().replace(/^.*T|\.\d+/g, '');
