import { required } from './environment.ts';

/** A service outside did not do what it was asked for: the API answers 502. */
export class ExternalError extends Error {
  override readonly name: string = 'ExternalError';
}

const DEADLINE_MS = 2500;

/** One request to a service outside, whatever it answers; a new connection each time, so that a new certificate counts. */
const ask = async (url: string, init: RequestInit = {}): Promise<Response> =>
  fetch(url, {
    ...init,
    headers: { ...init.headers, connection: 'close' },
    signal: AbortSignal.timeout(DEADLINE_MS),
  });

/**
 * Asks Gemini, and fails in the words of Google's client:
 * https://github.com/google-gemini/deprecated-generative-ai-js/blob/main/src/requests/request.ts
 */
const openAssistant = (baseUrl: string) => {
  const url = `${baseUrl}/v1beta/models/gemini-2.0-flash:generateContent`;
  return async (prompt: string): Promise<unknown> => {
    const response = await ask(url, { method: 'POST', body: prompt }).catch((cause: Error) => {
      throw new ExternalError(`[GoogleGenerativeAI Error]: Error fetching from ${url}: ${cause.message}`, {
        cause,
      });
    });
    if (response.ok) return response.json();
    const { error } = (await response.json()) as { error: { message: string } };
    throw new ExternalError(
      `[GoogleGenerativeAI Error]: Error fetching from ${url}: [${response.status} ${response.statusText}] ${error.message}`,
    );
  };
};

/** Asks Mapbox with plain fetch, and says which service failed, as a team does that wraps it by itself. */
const openMaps =
  (baseUrl: string, token: string) =>
  async (place: string): Promise<unknown> => {
    const url = `${baseUrl}/geocoding/v5/mapbox.places/${place}.json?access_token=${token}`;
    const response = await ask(url).catch((cause: Error) => {
      throw new ExternalError('mapbox geocoding failed', { cause });
    });
    if (response.ok) return response.json();
    const wait = response.headers.get('retry-after');
    throw new ExternalError(
      `mapbox geocoding answered ${response.status}${wait === null ? '' : `, retry-after ${wait} s`}`,
    );
  };

/**
 * Stores in S3. What S3 answers is said as AWS's client says it: the error has a code and metadata, and no host; where
 * there is no answer, as a team says it that wraps the client.
 * https://github.com/smithy-lang/smithy-typescript/blob/main/packages/smithy-client/src/exceptions.ts
 */
const openPhotos =
  (endpoint: string, bucket: string) =>
  async (key: string): Promise<unknown> => {
    const response = await ask(`${endpoint}/${bucket}/${key}`, { method: 'PUT', body: 'photo' }).catch(
      (cause: Error) => {
        throw new ExternalError('S3 PutObject failed', { cause });
      },
    );
    if (response.ok) return { stored: key };
    const body = await response.text();
    const [, Code = 'Unknown'] = /<Code>(.*?)<\/Code>/.exec(body) ?? [];
    const [, message = 'UnknownError'] = /<Message>(.*?)<\/Message>/.exec(body) ?? [];
    throw Object.assign(new ExternalError(message), {
      ...{ Code, $fault: response.status < 500 ? 'client' : 'server' },
      $metadata: { httpStatusCode: response.status, attempts: 1, totalRetryDelay: 0 },
    });
  };

export interface External {
  readonly assistant: (prompt: string) => Promise<unknown>;
  readonly maps: (place: string) => Promise<unknown>;
  readonly photos: (key: string) => Promise<unknown>;
}

/** The services outside that the environment names. */
export const openExternal = (): External => ({
  assistant: openAssistant(required('GEMINI_API_URL')),
  maps: openMaps(required('MAPBOX_URL'), required('MAPBOX_TOKEN')),
  photos: openPhotos(required('AWS_ENDPOINT_URL_S3'), required('PHOTO_BUCKET')),
});
