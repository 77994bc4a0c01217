import { describe, expect, it } from '@jest/globals';
import { parseStartOptions } from '../../../functions/host/options.ts';
import { UsageError } from '../../../functions/local/usage-error.ts';

const account = {
  PAGERDUTY_TOKEN: 'token',
  PAGERDUTY_WEBHOOK_SECRET: 'one, two',
  PAGERDUTY_FROM: 'firstnote@example.com',
  PAGERDUTY_USER_ID: 'PABC123',
};

describe('the options of npm start', () => {
  it('are none: a recording, a stand-in, a minute a second', () => {
    expect(parseStartOptions([], {})).toMatchObject({
      once: false,
      kubeconfig: undefined,
      minuteMs: 1000,
      pagerduty: { kind: 'stand-in' },
    });
  });

  it('make a full installation of a PagerDuty account, with real minutes', () => {
    expect(parseStartOptions(['--kubeconfig', 'F', '--port', '0'], account)).toMatchObject({
      port: 0,
      minuteMs: 60_000,
      pagerduty: { kind: 'account', user: 'PABC123', url: 'https://api.pagerduty.com' },
    });
  });

  it('give help', () => {
    expect(parseStartOptions(['-h'], account)).toBe('help');
  });

  it.each([
    [['--bogus'], {}, /--bogus.*npm start -- --help/],
    [['--port'], {}, /--port/],
    [['--port', '70000'], {}, /--port "70000" must be a whole number from 0 to 65535/],
    [['--port', ''], {}, /--port ""/],
    [['--minute', 'x'], {}, /--minute "x" must be a number/],
    [['--context', 'c'], {}, /--context needs --kubeconfig/],
    [['--once'], account, /--once ends after the incident of the stand-in/],
    [[], { PAGERDUTY_TOKEN: 't' }, /needs PAGERDUTY_WEBHOOK_SECRET and PAGERDUTY_FROM and PAGERDUTY_USER_ID/],
    [[], { ...account, PAGERDUTY_FROM: '' }, /needs PAGERDUTY_FROM too/],
    [['extra'], {}, /unexpected argument "extra"/],
  ])('%j with %j are refused in one sentence', (argv, env, sentence) => {
    expect(() => parseStartOptions(argv, env)).toThrow(UsageError);
    expect(() => parseStartOptions(argv, env)).toThrow(sentence);
  });

  it('never say a secret', () => {
    const env = { ...account, PAGERDUTY_FROM: undefined, PAGERDUTY_TOKEN: 'very-secret' };
    expect(() => parseStartOptions([], env)).not.toThrow('very-secret');
  });
});
