import { describe, expect, it } from '@jest/globals';
import { redact, redactArguments } from '../../../functions/redaction/redact.ts';

/** Composed, so that a scanner of this repository finds none; a word that no rule takes for a secret by its looks. */
const S = ['zebra', 'crossing'].join('');
/** One that looks like a secret. */
const R = ['hT7k', 'Q2mZ', 'p9Xw'].join('');

const names = (text: string): readonly string[] => text.split(' ');
const shown = (words: readonly string[]): string => redactArguments(words).join(' ');
/** Whether the secret goes from a command's words, from those of its full path, and from the line in a text. */
function expectGone(words: readonly string[], secret = S): void {
  for (const text of [
    shown(words),
    shown([`/usr/bin/${words[0]}`, ...words.slice(1)]),
    shown(['timeout', '5', ...words]),
    redact(`+ ${words.join(' ')}`),
    redact(`sh -c '${words.join(' ')}; true'`),
  ])
    expect(text).not.toContain(secret);
}
const expectSame = (words: readonly string[]): void => expect(shown(words)).toBe(words.join(' '));

const REDIS = names('redis-cli valkey-cli keydb-cli');
const MYSQL = names(
  'mysql mariadb mysqldump mysqladmin mysqlcheck mysqlimport mysqlshow mysqlslap mariadb-dump mariadb-admin mariadb-check mariadb-import mariadb-show mysqlsh mycli',
);
const MONGO = names('mongo mongosh mongodump mongorestore mongoexport mongoimport mongostat mongotop');
const LDAP = names('ldapsearch ldapwhoami ldapadd ldapmodify ldapdelete ldappasswd ldapcompare ldapmodrdn');
const LOGIN = names('docker podman nerdctl buildah skopeo helm oras crane oc az');
const UPPER_P = names('sqlcmd bcp osql mosquitto_pub mosquitto_sub mosquitto_rr unzip zip ipmitool');
const SNMP = names('snmpwalk snmpget snmpgetnext snmpbulkwalk snmpset snmptable');

describe('the secret of a program goes', () => {
  it.each(REDIS)('%s -a', (program) => {
    expectGone([program, '-h', 'cache', '-a', S, 'ping']);
    expectGone([program, `-a${S}`]);
    expectGone([program, 'AUTH', S]);
    expectGone([program, 'auth', 'app', R], R);
    expect(shown([program, 'auth', S, 'ping'])).toBe(`${program} auth [redacted] ping`);
  });

  it.each(MYSQL)('%s -p', (program) => {
    expectGone([program, '-u', 'root', `-p${S}`, 'shop']);
    expectGone([program, '-p', R, 'shop'], R);
    expectSame([program, '-u', 'root', '-p', 'shop']);
  });

  it.each(MONGO)('%s -p', (program) => {
    expectGone([program, '-u', 'root', '-p', S]);
    expectGone([program, `-p${S}`]);
  });

  it.each(LDAP)('%s -w', (program) => {
    expectGone([program, '-D', 'cn=admin', '-w', S]);
  });

  it.each(LOGIN)('%s login -p', (program) => {
    expectGone([program, 'login', '-u', 'app', '-p', S, 'registry.example']);
    expectSame([program, 'run', '-p', S]);
  });

  it.each(UPPER_P)('%s -P', (program) => {
    expectGone([program, '-U', 'app', '-P', S]);
    expectSame([program, '-p', S]);
  });

  it.each(names('rabbitmqadmin cqlsh cypher-shell sshpass'))('%s -p', (program) => {
    expectGone([program, '-p', S, 'x']);
  });

  it.each(names('7z 7za 7zr 7zz rar unrar'))('%s -p', (program) => {
    expectGone([program, 'x', `-p${S}`, 'a.zip']);
  });

  it.each(SNMP)('%s -A, -X', (program) => {
    expectGone([program, '-A', S, 'host']);
    expectGone([program, '-X', S, 'host']);
  });

  it.each<[string, readonly string[]]>([
    ['curl -u', ['curl', '-u', `app:${S}`, 'http://h']],
    ['curl -U', ['curl', '-U', `app:${S}`, 'http://h']],
    ['curl --user', ['curl', '--user', `app:${S}`, 'http://h']],
    ['curl --user=', ['curl', `--user=app:${S}`, 'http://h']],
    ['curl --proxy-user', ['curl', '--proxy-user', `app:${S}`, 'http://h']],
    ['curl -b', ['curl', '-b', `a=${S}`, 'http://h']],
    ['curl --cookie', ['curl', '--cookie', `a=${S}`, 'http://h']],
    ['curl -E', ['curl', '-E', `cert.pem:${S}`, 'http://h']],
    ['curl --cert', ['curl', '--cert', `cert.pem:${S}`, 'http://h']],
    ['curl bundled', ['curl', '-sfu', `app:${S}`, 'http://h']],
    ['curl attached', ['curl', `-uapp:${S}`, 'http://h']],
    ['ab -A', ['ab', '-A', `app:${S}`, 'http://h/']],
    ['ab -P', ['ab', '-P', `app:${S}`, 'http://h/']],
    ['http -a', ['http', '-a', `app:${S}`, 'h']],
    ['https --auth', ['https', '--auth', `app:${S}`, 'h']],
    ['xh -a', ['xh', '-a', `app:${S}`, 'h']],
    ['xhs -a', ['xhs', '-a', `app:${S}`, 'h']],
    ['etcdctl --user', ['etcdctl', '--user', `root:${S}`, 'get', 'x']],
    ['smbclient -U', ['smbclient', '-U', `app%${S}`, '//h/x']],
    ['rpcclient --user', ['rpcclient', '--user', `app%${S}`, 'h']],
    ['net -U', ['net', '-U', `app%${S}`, 'ads']],
    ['lftp -u', ['lftp', '-u', `app,${S}`, 'h']],
    ['lftp --user', ['lftp', '--user', `app,${S}`, 'h']],
    ['rabbitmqctl add_user', ['rabbitmqctl', 'add_user', 'app', S]],
    ['rabbitmqctl change_password', ['rabbitmqctl', 'change_password', 'app', S]],
    ['rabbitmqctl authenticate_user', ['rabbitmqctl', 'authenticate_user', 'app', S]],
    ['vault login', ['vault', 'login', S]],
    ['mc alias', ['mc', 'alias', 'set', 'local', 'http://h', 'key', S]],
    ['poetry config', ['poetry', 'config', 'http-basic.x', 'app', S]],
    ['redis-server --masterauth', ['redis-server', '--masterauth', S]],
    ['openssl enc -k', ['openssl', 'enc', '-k', S]],
    ['openssl enc -K', ['openssl', 'enc', '-K', S]],
    ['ssh-keygen -N', ['ssh-keygen', '-N', S]],
    ['ssh-keygen -P', ['ssh-keygen', '-P', S]],
    ['sqlplus', ['sqlplus', `app/${S}@db`]],
    ['xfreerdp /p', ['xfreerdp', '/u:app', `/p:${S}`, '/v:h']],
    ['wlfreerdp /gp', ['wlfreerdp', `/gp:${S}`]],
    ['xfreerdp3 /pth', ['xfreerdp3', `/pth:${S}`]],
    ['htpasswd -b', ['htpasswd', '-b', 'file', 'app', S]],
    ['htpasswd -nb', ['htpasswd', '-Bbc', 'file', 'app', S]],
    ['kubectl secret', ['kubectl', 'create', 'secret', 'generic', 'x', `--from-literal=a=${S}`]],
    ['aws configure set', ['aws', 'configure', 'set', 'aws_secret_access_key', S]],
  ])('%s', (_, words) => {
    expectGone(words);
  });
});

describe('what is none stays', () => {
  it.each<[readonly string[]]>([
    [['curl', '-u', 'app', 'http://h']],
    [['curl', '-b', 'jar.txt', 'http://h']],
    [['curl', '-o', `a:${S}`, 'http://h']],
    [['openssl', 'req', '-k', S]],
    [['rabbitmqctl', 'list_users', 'a', S]],
    [['rabbitmqctl', '-p', S, 'list_queues']],
    [['vault', 'read', S]],
    [['vault', 'login', '-method=oidc']],
    [['htpasswd', '-c', 'file', 'app', S]],
    [['kubectl', 'create', 'configmap', 'x', `--from-literal=a=${S}`]],
    [['aws', 'configure', 'set', 'region', S]],
    [['aws', 'configure', 'get', 'aws_secret_access_key', S]],
    [['aws', 's3', 'set', 'aws_secret_access_key', S]],
    [['redis-cli', '-h', S, 'ping']],
    [['redis-cli', '-a', '--version']],
    [['sqlplus', `app/${S}`]],
    [['xfreerdp', `/v:${S}`]],
    [['ssh-keygen', '-f', S]],
    [['myredis-cli', '-a', S]],
    [['redis-cli2', '-a', S]],
  ])('%p', (words) => {
    expectSame(words);
  });

  it('beside a secret: what a reader needs of the command', () => {
    expect(shown(['sqlplus', `app/${S}@db:1521/x`])).toBe('sqlplus app/[redacted]@db:1521/x');
    expect(shown(['curl', `-uapp:${S}`, 'http://h'])).toBe('curl -uapp:[redacted] http://h');
    expect(shown(['mysql', '-h', 'db', `-p${S}`])).toBe('mysql -h db -p[redacted]');
    expect(redact(`mysql -h db -p'${S}' shop; echo done`)).toBe('mysql -h db -p[redacted] shop; echo done');
  });

  it('behind the end of a command, which is another one', () => {
    for (const end of [';', '|', '&'])
      expect(redact(`redis-cli ping ${end} grep -a ${S}`)).toBe(`redis-cli ping ${end} grep -a ${S}`);
    expect(redact(`redis-cli ping\n -a ${S}`)).toBe(`redis-cli ping\n -a ${S}`);
  });
});

describe('a user and -p of a program that nobody listed', () => {
  it.each(['-u', '-U', '--user', '--username', '-user'])('%s', (flag) => {
    expectGone(['shopctl', flag, 'app', '-p', R], R);
    expectGone(['shopctl', flag, 'app', '-P', R], R);
    expectSame(['shopctl', flag, 'app', '-p', 'orders-2026']);
    expectSame(['shopctl', flag, 'app', '-q', R]);
  });

  it.each(
    names(
      'docker docker-compose podman podman-compose nerdctl ssh mkdir cp install psql pg_dump createdb dropdb createuser dropuser vacuumdb su sudo ps pgrep lsof nsenter perl tmux screen git make gradle mvn npx systemctl journalctl supervisorctl locust',
    ),
  )('is something else of %s', (program) => {
    const words = [program, '-u', 'app', '-p', R];
    expectSame(words);
    expect(redact(`+ ${words.join(' ')}`)).toBe(`+ ${words.join(' ')}`);
    expectGone([`my${program}x`, '-u', 'app', '-p', R], R);
  });

  it.each([
    ['shorter than eight characters', 'a1b2c3d'],
    ['without a digit', 'abcdEFGH'],
    ['without a letter', '12345678'],
    ['a path', '/srv/a1b2'],
    ['a port', '8080:a1b2'],
    ['a setting', 'a1b2=c3d4'],
    ['a name with a number', 'orders-archive1234'],
    ['a name in capitals', 'Orders-Archive1'],
  ])('is none that is %s', (_, word) => {
    expectSame(['shopctl', '-u', 'app', '-p', word]);
  });

  it('is one that is eight characters of both, or a name with more digits', () => {
    expectGone(['shopctl', '-u', 'app', '-p', 'a1b2c3d4'], 'a1b2c3d4');
    expectGone(['shopctl', '-u', 'app', '-p', 'orders12345'], 'orders12345');
  });
});

describe('what is piped into a program', () => {
  it.each([
    'docker login -u app --password-stdin',
    'helm registry login -password-stdin h',
    'gpg --batch --passphrase-fd 0',
    'chpasswd',
    'kinit app',
    'sudo -S id',
    'passwd --stdin app',
    'cryptsetup open x',
    'smbpasswd app',
    'vault login -',
  ])('%s', (program) => {
    for (const before of [
      `echo ${S}`,
      `echo -n ${S}`,
      `echo "${S}"`,
      `printf '%s' ${S}`,
      `printf "%s\\n" '${S}'`,
      `echo app:${S}`,
    ])
      expect(redact(`${before} | ${program}`)).not.toContain(S);
  });

  it('is what it is anywhere else', () => {
    for (const text of [`echo ${S} | grep x`, `echo ${S} | tee x; docker login --password-stdin`])
      expect(redact(text)).toBe(text);
  });

  it('may be a here-string', () => {
    expect(redact(`docker login --password-stdin <<< ${S}`)).not.toContain(S);
    expect(redact(`docker login --password-stdin h <<<"${S}"`)).not.toContain(S);
    expect(redact(`cat <<< ${S}`)).toBe(`cat <<< ${S}`);
  });
});

describe('of a command', () => {
  it.each<[string, string]>([
    [`http -a app:${S} h`, 'http -a app:[redacted] h'],
    [`curl -u app:${S} h`, 'curl -u app:[redacted] h'],
    [`curl --proxy-user app:${S} h`, 'curl --proxy-user app:[redacted] h'],
    [`smbclient -U app%${S} h`, 'smbclient -U app%[redacted] h'],
    [`lftp -u app,${S} h`, 'lftp -u app,[redacted] h'],
    [`sqlplus a/${S}@db`, 'sqlplus a/[redacted]@db'],
    [`aws configure set aws_secret_access_key ${S}`, 'aws configure set aws_secret_access_key [redacted]'],
    [`redis-cli AUTH ${S}`, 'redis-cli AUTH [redacted]'],
    [`redis-cli AUTH app ${R}`, 'redis-cli AUTH [redacted] [redacted]'],
    [`vault operator unseal ${S}`, 'vault operator unseal [redacted]'],
    [`xfreerdp /u:app /p:${S} /v:h`, 'xfreerdp /u:app /p:[redacted] /v:h'],
    [
      `kubectl create secret generic a --from-literal=p=${S}`,
      'kubectl create secret generic a --from-literal=p=[redacted]',
    ],
    [`etcdctl user add app:${S}`, 'etcdctl user add app:[redacted]'],
    [`htpasswd -b file app ${S}`, 'htpasswd -b file app [redacted]'],
    [`docker login -u app -p ${S} h`, 'docker login -u app -p [redacted] h'],
  ])('the secret alone goes: %s', (command, left) => {
    expect(shown(names(command))).toBe(left);
  });

  it.each([
    'redis-cli authorize zebra',
    'tool -u app -p my-production1',
    'aws configure set region eu-central-1',
    'vault operator init zebra',
    'htpasswd -c file app',
    'docker run -p zebra image',
    'etcdctl get app:zebra',
    'kubectl create configmap a --from-literal=p=zebra',
  ])('nothing goes: %s', (command) => expectSame(names(command)));
});
