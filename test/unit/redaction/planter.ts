import { Random } from '../../../bench/random.ts';
import type { Planted } from './secret-kinds.ts';

export interface Plant {
  readonly kind: string;
  readonly channel: string;
  readonly secret: string;
}
export type Kinds = Readonly<Record<string, (random: Random) => Planted>>;

/** Plants secrets: each kind in each channel has one of its own. */
export class Planter {
  readonly planted: Plant[] = [];
  private readonly random = new Random(20261125);
  private readonly kinds: Kinds;
  constructor(kinds: Kinds) {
    this.kinds = kinds;
  }
  private make(kind: string, channel: string): Planted {
    const made = (this.kinds[kind] as (random: Random) => Planted)(this.random);
    this.planted.push({ kind, channel, secret: made.secret });
    return made;
  }
  text = (kind: string, channel: string): string => this.make(kind, channel).text;
  env = (kind: string, channel: string): { name: string; value: string } => {
    const { text, env = ['NOTE', text] } = this.make(kind, channel);
    return { name: env[0], value: env[1] };
  };
  words = (kind: string, channel: string): readonly string[] => {
    const { text, args = ['sh', '-c', text] } = this.make(kind, channel);
    return args;
  };
  /** '/' where the kind stands in no request. */
  path = (kind: string, channel: string): string => {
    const { path } = this.make(kind, channel);
    if (path !== undefined) return path;
    this.planted.pop();
    return '/';
  };
}
