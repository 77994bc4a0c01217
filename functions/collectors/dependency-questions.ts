import type { Pod } from '../core/kubernetes/objects.ts';
import { QUESTIONS } from '../core/servers/index.ts';
import { serverOf } from '../core/servers/known.ts';
import type { Question } from '../core/servers/server.ts';

/** What a pod can be asked, by the program that its image or its port names; nothing for an unknown one. */
export function questionsFor(pod: Pod, port: number): readonly Question[] {
  const images = pod.spec.containers.map(({ image }) => image).join(' ');
  return serverOf(QUESTIONS, images, port)?.() ?? [];
}
