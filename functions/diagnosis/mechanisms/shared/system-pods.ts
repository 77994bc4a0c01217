import { kubectl } from '../../../model/command/command.ts';
import { joined, nameWord } from '../../../model/command/word.ts';

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
