import { describe, expect, it } from '@jest/globals';
import { hostPortOf, peerOf } from '../../../../functions/diagnosis/view/peers.ts';

/** "host port" of a value. */
const short = (value: string): string | undefined => {
  const found = hostPortOf(value);
  return found && `${found.host} ${found.port}`;
};

describe('the host that a value names', () => {
  it.each<[string, string | undefined]>([
    ['http://web', 'web 80'],
    ['https://web', 'web 443'],
    ['https://web:8443/x', 'web 8443'],
    ['odd://web', 'web undefined'],
    ['x://web', undefined],
    ['HTTP://WEB', undefined],
    ['http://WEB.shop', 'web.shop 80'],
    ['http://a:b@web:81', 'web 81'],
    ['http://web:0', 'web 80'],
    ['http://web:65535', 'web 65535'],
    ['http://web:65536', 'web 80'],
    ['web:1', 'web 1'],
    ['web:65536', 'web undefined'],
    ['web:80/x', 'web 80'],
    ['web:80,other:81', 'web 80'],
    ['web:80;x', 'web 80'],
    ['web:80?x', 'web 80'],
    ['web:80 x', 'web 80'],
    ['web:80x', undefined],
    ['web:123456', undefined],
    [' web:80 ', 'web 80'],
    ['a:b@tcp(db:3306)/x', 'db 3306'],
    ['a:b@udp(db)/x', 'db undefined'],
    ['a:b@unix(db)/x', undefined],
    ['host=db', 'db undefined'],
    ['Server=db;Port=5', 'db 5'],
    ['Data Source=db,1433', 'db 1433'],
    ['user=x address=db', 'db undefined'],
    ['x=1;addr=db:9', 'db 9'],
    ['ghost=db', undefined],
    ['host = db port = 5432', 'db 5432'],
    ['host=db support=5432', 'db undefined'],
    ['db', 'db undefined'],
    ['DB', 'db undefined'],
    ['12', undefined],
    ['db.', undefined],
    ['-db', undefined],
    ['d b', undefined],
    [`db:5432/${'x'.repeat(492)}`, 'db 5432'],
    [`db:5432/${'x'.repeat(493)}`, undefined],
  ])('%s: %s', (value, found) => {
    expect(short(value)).toBe(found);
  });

  it.each([
    ['db:5432', 'db', 5432],
    ['DB:5432', 'db', 5432],
    ['db', 'db', undefined],
    [':80', ':80', undefined],
    ['db:x', 'db:x', undefined],
    ['a:b:80', 'a:b', 80],
    ['db:0', 'db:0', undefined],
    ['db:1.5', 'db:1.5', undefined],
  ])('of a log, %s: %s, %s', (text, host, port) => {
    expect(peerOf(text)).toEqual({ host, port });
  });
});
