export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** Where we are, and as whom; `credentials` is called for every request, since a role's are good for some hours. */
export interface AwsAccess {
  readonly region: string;
  readonly credentials: () => Promise<AwsCredentials>;
}

/** Services by the name that a request to them is signed for. */
export type AwsService = 's3' | 'states' | 'secretsmanager' | 'eks' | 'sts' | 'lambda';

export interface AwsRequest {
  readonly service: AwsService;
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Encoded, with a slash at its beginning. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface AwsAnswer {
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/**
 * AWS, as far as it is used: one signed request at a time, tried again where a repetition may help. Whatever else than
 * 2xx came is an `AwsError`.
 */
export interface Aws extends AwsAccess {
  send(request: AwsRequest): Promise<AwsAnswer>;
}

/**
 * `name` is AWS's own code ("NoSuchKey", "AccessDeniedException"), or what kept the request from being answered
 * ("ECONNREFUSED", "TimeoutError"). Holds no credential.
 */
export class AwsError extends Error {
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(name: string, message: string, status?: number) {
    super(message);
    this.name = name;
    this.status = status;
  }
}
