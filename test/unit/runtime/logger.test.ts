import { describe, expect, it } from '@jest/globals';
import { lambdaLogger } from '../../../functions/runtime/logger.ts';

/** What a logger wrote, line by line. */
function logged(say: (logger: ReturnType<typeof lambdaLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  say(lambdaLogger('plan', (line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe("a function's log", () => {
  it('is one line of JSON each, with its level, function and time', () => {
    const lines = logged((logger) => {
      logger.info('planned', { alert: 'A\nB' });
      logger.warn('late');
      logger.error('failed');
    });
    expect(lines).toMatchObject([
      { level: 'INFO', message: 'planned', alert: 'A\nB', service: 'firstnote-plan' },
      { level: 'WARN', message: 'late' },
      { level: 'ERROR', message: 'failed' },
    ]);
    for (const { timestamp } of lines) expect(new Date(String(timestamp)).toISOString()).toBe(timestamp);
  });

  it('keeps its own fields whatever the details are called', () => {
    const [line] = logged((logger) =>
      logger.error('failed', { level: 'INFO', message: 'fine', service: '' }),
    );
    expect(line).toMatchObject({ level: 'ERROR', message: 'failed', service: 'firstnote-plan' });
  });
});
