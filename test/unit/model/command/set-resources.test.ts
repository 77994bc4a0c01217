import { describe, expect, it } from '@jest/globals';
import { commandText } from '../../../../functions/model/command/command.ts';
import { setResources } from '../../../../functions/model/command/deeds.ts';
import { joined } from '../../../../functions/model/command/word.ts';

const ref = (kind: string) => ({ kind, namespace: 'shop', name: 'api' });
const setting = joined('--limits=memory=', '128Mi');
const commandOf = (kind: string, container: string | null) => {
  const command = setResources(ref(kind), container, setting, 'raises it')?.command;
  return command && commandText(command);
};

describe('other requests or limits', () => {
  it('are given to one container, or to all', () => {
    expect(commandOf('Deployment', 'main')).toBe(
      'kubectl -n shop set resources deployment/api -c main --limits=memory=128Mi',
    );
    expect(commandOf('StatefulSet', null)).toBe(
      'kubectl -n shop set resources statefulset/api --limits=memory=128Mi',
    );
  });

  it.each(['Pod', 'Job'])('are not given to a %s, whose template stays as it was made', (kind) => {
    expect(setResources(ref(kind), 'main', setting, 'raises it')).toBeUndefined();
  });

  it('are no command where a name is none', () => {
    expect(commandOf('Deployment', 'a b')).toBeUndefined();
  });
});
