import { gzipSync } from 'node:zlib';
import { run as replay } from '../../../functions/cli/replay.ts';
import { readRecording } from '../../../functions/recordings/recording.ts';
import { generatedBundle } from '../../support/generated-bundles.ts';
import { keptIo } from '../../support/io.ts';
import { rawPod, recordingOf } from '../../support/recording.ts';
import { asCommand, scratchFile } from '../files.ts';
import { mutatedJson, mutatedText } from '../mutate.ts';
import type { Target } from '../target.ts';

const seeds = Array.from({ length: 24 }, (_, seed) => generatedBundle(seed));
const BUNDLES = seeds.map((saved) => JSON.parse(JSON.stringify(saved)) as unknown) as [unknown, ...unknown[]];
const RECORDINGS: readonly [unknown, ...unknown[]] = [
  recordingOf({
    'api/v1/pods': { items: [rawPod('api-1'), rawPod('api-2', { ready: false, restarts: 3 })] },
    'api/v1/secrets': { status: 403, message: 'secrets is forbidden' },
  }),
];

/** A file as somebody sends it, packed at times, and broken as a whole at times. */
const packed = (json: string, isPacked: boolean): string | Uint8Array => (isPacked ? gzipSync(json) : json);

/** Bundles and recordings that a stranger made. */
export const bundles: Target = {
  name: 'bundles',
  open() {
    const file = scratchFile();
    return {
      async attempt(random) {
        if (random.next() < 0.2) {
          file.write(packed(mutatedJson(RECORDINGS, random), random.next() < 0.3));
          await asCommand(() => readRecording(file.path));
          return;
        }
        const content = packed(mutatedJson(BUNDLES, random), random.next() < 0.2);
        const isBroken = typeof content !== 'string' && random.next() < 0.3;
        const text = Buffer.from(content).toString('latin1');
        file.write(isBroken ? Buffer.from(mutatedText([text], random), 'latin1') : content);
        const options = random.next() < 0.5 ? ['--json'] : [];
        await asCommand(() => replay([file.path, ...options], keptIo().io));
      },
      close: file.remove,
    };
  },
};
