import type { CauseFacts } from '../../functions/model/facts.ts';
import type { Finding } from '../../functions/model/finding.ts';
import type { Statement } from '../../functions/model/statement.ts';
import { inWords } from '../../functions/writing/statements/words.ts';

/** A finding as a person reads it. */
export type Written = CauseFacts &
  Omit<Finding, keyof CauseFacts | 'title' | 'evidence' | 'against'> & {
    readonly title: string;
    readonly evidence: readonly string[];
    readonly against: readonly string[];
  };

/** The findings in words, at a moment, ms UTC. */
export const written = (findings: readonly Finding[], now: number): readonly Written[] =>
  findings.map((finding) => {
    const words = (statement: Statement): string => inWords(statement, { now });
    return {
      ...finding,
      title: words(finding.title),
      evidence: finding.evidence.map(words),
      against: finding.against.map(words),
    };
  });

/** Something stated, of which nothing but its text matters. */
export const said = (text: string): Statement => ({ says: 'traffic-judged', said: text });
