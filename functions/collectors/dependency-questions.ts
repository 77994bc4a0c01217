import type { Pod } from '../model/kubernetes/objects.ts';
import { QUESTIONS } from '../servers/index.ts';
import { serverOf } from '../servers/known.ts';
import type { Question } from '../servers/server.ts';

/** What a pod can be asked, by the program that its image or its port names; nothing for an unknown one. */
export function questionsFor(pod: Pod, port: number): readonly Question[] {
  const images = pod.spec.containers.map(({ image }) => image).join(' ');
  return serverOf(QUESTIONS, images, port)?.() ?? [];
}
