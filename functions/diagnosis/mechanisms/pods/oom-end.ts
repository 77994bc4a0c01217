import type { ContainerStatus } from '../../../model/kubernetes/objects.ts';
import { lastTermination } from '../../view/containers.ts';

/** The kubelet's reason, or runc's words where the limit is too low for the process to start at all. */
export const isOom = (status: ContainerStatus): boolean => {
  const end = lastTermination(status);
  return (
    end?.reason === 'OOMKilled' ||
    /OOM-?killed|memory limit too low/i.test(`${end?.message ?? ''} ${status.state.waiting?.message ?? ''}`)
  );
};
