import { kubectl } from '../../core/command/command.ts';
import { joined, nameWord } from '../../core/command/word.ts';

/** Lists the pods of kube-system that run on a node: kube-proxy and the network plugin's are among them. */
export const systemPodsOn = (node: string) =>
  kubectl(
    'kube-system',
    'get',
    'pods',
    '-o',
    'wide',
    '--field-selector',
    joined('spec.nodeName=', nameWord(node)),
  );
