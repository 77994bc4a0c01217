import type { Random } from '../../bench/random.ts';

type R = Random;
const two = (n: number) => String(n).padStart(2, '0');
/** A skewed pick: early items are more frequent. */
const zipf = <T>(r: R, xs: readonly T[]): T => xs[Math.floor(xs.length * r.next() ** 2.2)] as T;
const even = <T>(r: R, xs: readonly T[]): T => xs[r.below(xs.length)] as T;
const USERS =
  'root admin test guest oracle alice bob postgres ubuntu nagios www-data ftpuser git jenkins hadoop mysql user1 deploy tomcat pi zhangwei mlopez backup2 svc_build'.split(
    ' ',
  );
const WORDS =
  'orders payments inventory default checkout search profile billing sessions metrics catalog shipping media audit reports staging archive cache queue gateway'.split(
    ' ',
  );
const TITLE = [
  'Daily apt activities',
  'Network Manager',
  'OpenSSH server daemon',
  'Session Bus',
  'Apply Kernel Variables',
  'LSB: Start NTP daemon',
  'Journal Service',
  'Login Service',
  'udev Kernel Device Manager',
  'Remote File Systems',
  'Docker Application Container Engine',
  'Cleanup of Temporary Directories',
  'Regular background program processing daemon',
  'Permit User Sessions',
  'Multi-User System',
  'Timers',
  'Paths',
  'Sockets',
  'Basic System',
  'D-Bus System Message Bus',
  'Periodic Command Scheduler',
  'Rotate log files',
  'GRUB failed boot detection',
  'Swap',
  'Slices',
];
const HOSTS =
  'web-a db-master cache-one node-17 cp-1 worker-3 agent-12 storage-east gw build-42 ip-10-2-3-4 alpha beta'.split(
    ' ',
  );
const FQDN = [
  'mail.example.com',
  'ns.example.com',
  'proxy.corp.example.net',
  'host-12-34.dsl.example.org',
  'www.example.com',
  'api.example.io',
  'node-12.cluster.local',
  'customer-187.example.com.br',
  'a.root.example.edu',
  'big.example.co.uk',
  'static.example.ru',
  'cdn.example.org',
  'updates.example.cn',
  'dl.example.com',
];
const SERV =
  'httpd ntpd portmap nfslock sendmail rpcidmapd bluetooth xinetd irqbalance auditd cups netfs random apmd mdmpd messagebus'.split(
    ' ',
  );
const PROC =
  'java python sshd Google_Chrome nginx httpd kworker mysqld node Safari mds_stores com.apple.WebKit'.split(
    ' ',
  );
const PATHS = [
  '/etc/passwd',
  '/var/log/messages',
  '/usr/lib/sa/sa1',
  '/var/www/html/index.php',
  '/data/hadoop/tmp/dfs',
  '/home/alice/run.sh',
  '/usr/local/bin/check',
  '/tmp/x-12',
  '/mnt/hadoop/mapred/system/job_200811_0005/job.jar',
  '/user/root/rand/_temporary/part-00123',
  '/var/lib/nova/instances/_base/a489c868f0c3',
  '/opt/app/conf/zoo.cfg',
  '/var/run/mDNSResponder',
  '/private/var/vm/sleepimage',
  '/srv/www',
  '/etc/httpd/conf/workers2.properties',
];
const FILES = [
  'index.html',
  'server.go',
  'main.js',
  'kubelet.go',
  'mcupdate.dll',
  'logo.png',
  'base.apk',
  'report-12.pdf',
  'config.yaml',
  'pod_workers.go',
  'mlocate.cron',
  'tmpwatch',
  'logrotate',
  'accounts.rb',
];
const BUNDLES = [
  'com.android.systemui',
  'com.tencent.mm',
  'com.apple.Safari',
  'com.google.android.gms',
  'com.android.phone',
  'android',
  'com.apple.mdworker.bundles',
  'com.example.health',
  'com.apple.ReportCrash',
  'com.huawei.health',
  'com.android.vending',
];
const b64 = (r: R, n: number) =>
  Array.from(
    { length: n },
    () => 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'[r.below(62)],
  ).join('');
const int = (r: R): string => String(Math.floor(r.next() ** 3 * 10 ** (1 + r.below(5))));
const ip = (r: R) => `${10 + r.below(190)}.${r.below(256)}.${r.below(256)}.${1 + r.below(254)}`;
const port = (r: R) => String(1024 + r.below(60000));
const hexr = (r: R) => even(r, '0123456789abcdef'.split(''));
const hex = (r: R, n: number) => Array.from({ length: n }, () => hexr(r)).join('');
const list = (r: R, lo: number, hi: number, sep: string, f: () => string) =>
  Array.from({ length: lo + r.below(hi - lo + 1) }, f).join(sep);
const DAYS = 'Mon Tue Wed Thu Fri Sat Sun'.split(' ');
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const iso = (d: Date) => d.toISOString();
type Value = (random: Random, now: number) => string;

/** What stands for a `{name}` in a template: the values that its program would write there, some far more often. */
const VALUES: Readonly<Record<string, Value>> = {
  int,
  big: (r) => String(1000 + Math.floor(r.next() * 7e7)),
  int2: (r) => two(r.below(60)),
  int4: (r) => String(r.below(9999)).padStart(4, '0'),
  int6: (r) => String(r.below(999)).padStart(6, '0'),
  neg: (r) => (r.below(3) ? '-' : '') + int(r),
  float: (r) => (r.next() * 100).toFixed(1 + r.below(4)),
  float1: (r) => `${r.below(90)}.0`,
  pid: (r) => String(100 + r.below(30000)),
  port,
  ip,
  ipport: (r) => `${ip(r)}:${port(r)}`,
  ipports: (r) => list(r, 1, 3, ' ', () => `${ip(r)}:${port(r)}`),
  user: (r) => zipf(r, USERS),
  rhost: (r) => (r.below(2) ? ip(r) : zipf(r, FQDN)),
  host: (r) => zipf(r, HOSTS),
  fqdn: (r) => zipf(r, FQDN),
  fqdnopt: (r) => (r.below(2) ? zipf(r, FQDN) : ''),
  shost: () => 'bastion',
  host1: () => 'host1',
  b64: (r) => b64(r, 22),
  msgid: (r) => `j5${b64(r, 8)}0123`,
  hex4: (r) => hex(r, 4),
  hex8: (r) => hex(r, 8),
  hex16: (r) => hex(r, 16),
  hex32: (r) => hex(r, 32),
  hex64: (r) => hex(r, 64),
  uuid: (r) => `${hex(r, 8)}-${hex(r, 4)}-${hex(r, 4)}-${hex(r, 4)}-${hex(r, 12)}`,
  blk: (r) => `blk_${r.below(2) ? '-' : ''}${1e9 + r.below(1e9)}${r.below(1e9)}`,
  blks: (r) => list(r, 1, 12, ' ', () => value('blk', r)),
  ver: (r) => `${r.below(9)}.${r.below(20)}.${r.below(9)}`,
  date8: () => '20040915',
  upper: (r) => even(r, ['INTEL', 'DELL', 'LNKA', 'LNKB', 'LNKC']),
  epoch: (_, now) => String(Math.floor(now / 1000)),
  iface: (r) => zipf(r, ['eth0', 'eth1', 'en0', 'lo', 'bond0', 'utun0']),
  disk: (r) => zipf(r, ['sda', 'sdb', 'sda1', 'dm-0']),
  service: (r) => zipf(r, SERV),
  proc: (r) => zipf(r, PROC),
  path: (r) => zipf(r, PATHS),
  paths: (r) => list(r, 1, 3, ' ', () => zipf(r, PATHS)),
  file: (r) => zipf(r, FILES),
  url: (r) =>
    `${even(r, ['http', 'https'])}://${zipf(r, FQDN)}/${zipf(r, WORDS)}/${r.below(99)}?q=${zipf(r, WORDS)}`,
  apath: (r) =>
    even(r, [
      `/v2/${hex(r, 32)}/servers/detail`,
      `/v2/${hex(r, 32)}/os-server-external-events`,
      '/index.php',
      `/api/${zipf(r, WORDS)}`,
      '/',
      `/v2/${hex(r, 32)}/servers/${value('uuid', r)}`,
    ]),
  word: (r) => zipf(r, WORDS),
  words: (r) => list(r, 1, 4, ' ', () => zipf(r, WORDS)),
  Desc: (r) => zipf(r, TITLE),
  unit: (r) => `${zipf(r, SERV)}.${zipf(r, ['service', 'timer', 'socket', 'mount'])}`,
  bool: (r) => even(r, ['true', 'false']),
  value: (r) => even(r, ['1.8.0_91', 'Oracle Corporation', 'Linux', '/root', 'amd64', zipf(r, WORDS)]),
  class: (r) =>
    even(r, [
      'org.apache.hadoop.mapreduce.jobhistory.EventType',
      'org.apache.hadoop.mapreduce.v2.app.job.event.JobEventType',
      'org.apache.hadoop.mapreduce.v2.app.MRAppMaster$JobEventDispatcher',
      'org.apache.hadoop.mapreduce.v2.app.speculate.Speculator$EventType',
      'org.apache.hadoop.mapreduce.v2.app.job.event.TaskEventType',
      'org.apache.hadoop.mapreduce.v2.app.rm.ContainerAllocator$EventType',
    ]),
  jstate: (r) => even(r, ['NEW', 'INITED', 'SETUP', 'RUNNING', 'COMMITTING', 'SUCCEEDED', 'SCHEDULED']),
  tstate: (r) =>
    even(r, [
      'NEW',
      'UNASSIGNED',
      'ASSIGNED',
      'RUNNING',
      'SUCCESS_CONTAINER_CLEANUP',
      'SUCCEEDED',
      'FAIL_CONTAINER_CLEANUP',
      'FAIL_TASK_CLEANUP',
      'FAILED',
    ]),
  tevent: (r) =>
    even(r, [
      'JOB_SETUP',
      'CONTAINER_REMOTE_LAUNCH',
      'CONTAINER_REMOTE_CLEANUP',
      'TASK_ABORT',
      'JOB_COMMIT',
      'CONTAINER_DEALLOCATE',
      'CONTAINER_REQ',
    ]),
  zthread: (r) =>
    even(r, [
      'NIOServerCxn.Factory:0.0.0.0/0.0.0.0:2181',
      'SendWorker:188978561024',
      'RecvWorker:188978561024',
      'QuorumPeer[myid=1]/0:0:0:0:0:0:0:0:2181',
      'WorkerReceiver[myid=2]',
      'main',
      'SessionTracker',
      'ProcessThread:-1',
      '/10.10.34.11:3888',
      'SyncThread:0',
    ]),
  zclass: (r) =>
    even(r, [
      'NIOServerCnxn',
      'QuorumCnxManager$SendWorker',
      'FastLeaderElection',
      'ZooKeeperServer',
      'QuorumPeer',
      'Learner',
      'PrepRequestProcessor',
    ]),
  zstate: (r) => even(r, ['LOOKING', 'FOLLOWING', 'LEADING']),
  zop: (r) => even(r, ['create', 'delete', 'setData', 'multi']),
  blockname: (r) =>
    even(r, [
      `broadcast_${r.below(99)}`,
      `rdd_${r.below(99)}_${r.below(99)}`,
      `broadcast_${r.below(99)}_piece0`,
    ]),
  size: (r) => `${(r.next() * 900).toFixed(1)} ${even(r, ['B', 'KB', 'MB', 'GB'])}`,
  size2: (r) => `${(r.next() * 900).toFixed(1)}${even(r, ['b', 'kb', 'mb', 'gb'])}`,
  userlist: (r) => even(r, ['yarn,etl', 'etl', 'spark,hdfs,root', 'alice']),
  dur: (r) => `${int(r)}${even(r, ['ms', 's', 'm'])}`,
  vmtask: (r) => even(r, ['spawning', 'networking', 'block_device_mapping', 'deleting']),
  phpfn: (r) =>
    even(r, [
      'array_merge',
      'mysql_connect',
      'in_array',
      'strpos',
      'curl_init',
      'json_decode',
      'foreach_all',
    ]),
  regex: (r) => even(r, ['(?i)union.*select', '\\.\\./', '<script>', '^[\\d.:]+$']),
  bundle: (r) => zipf(r, BUNDLES),
  tag: (r) =>
    even(r, [
      'WindowManager',
      'PowerManagerService',
      'ActivityManager',
      'Step_LSC',
      'Step_SPUtils',
      'HiH_',
      'art',
      'PhoneStatusBar',
    ]),
  locktag: (r) =>
    even(r, [
      'View Lock',
      'RILJ_ACK_WL',
      '*launch*',
      'WiFi scan wake lock',
      'AudioMix',
      'NetworkStats',
      'Icing',
    ]),
  ws: (r) =>
    even(r, [
      'null',
      `WorkSource{${10000 + r.below(200)}}`,
      `WorkSource{${10000 + r.below(200)} com.tencent.mm}`,
    ]),
  activity: (r) =>
    `${zipf(r, BUNDLES)}/.${even(r, ['MainActivity', 'LauncherUI', 'ui.Chat', 'Settings$Wifi', 'WelcomeActivity', 'CardWall'])}`,
  action: (r) =>
    even(r, [
      'android.intent.action.MAIN',
      'android.intent.action.SCREEN_ON',
      'android.intent.action.TIME_TICK',
      'android.intent.action.VIEW',
      'android.net.conn.CONNECTIVITY_CHANGE',
      'com.example.STEP',
    ]),
  surface: (r) =>
    even(r, ['StatusBar', 'com.tencent.mm/.LauncherUI', 'PopupWindow:1d2e', 'Toast', 'NavigationBar']),
  call: (r) =>
    even(r, [
      'com.android.server.wm.WindowStateAnimator.destroySurface',
      'com.android.server.wm.WindowManagerService.removeWindow',
    ]),
  locale: (r) => even(r, ['en_US', 'zh_CN', 'de_DE', 'fr', 'pt_BR']),
  btstate: (r) => even(r, ['OFF', 'TURNING_ON', 'ON', 'BLE_ON', 'TURNING_OFF']),
  msg: (r) => even(r, ['MSG_USER_SWITCH', 'MSG_TIMEOUT', 'MSG_UPDATE', '101', '7', 'MSG_BOOT']),
  func: (r) =>
    even(r, [
      'ssl_process',
      'IdoObj',
      'BuildMap',
      '_slurm_rpc_dump',
      'tls_early_post',
      'open_sock',
      'SSL_read',
    ]),
  node: (r) => `${even(r, ['cn', 'gpu', 'login'])}${r.below(900)}`,
  ints: (r) => list(r, 2, 6, even(r, [' ', ',']), () => int(r)),
  clock: (_, now) => iso(new Date(now)).slice(11, 19),
  clockms: (_, now) => iso(new Date(now)).slice(11, 23),
  ns: (r) => even(r, ['default', 'kube-system', 'shop', 'monitoring', 'team-a']),
  pod: (r) => `${zipf(r, WORDS)}-${hex(r, 9)}-${b64(r, 5).toLowerCase()}`,
  podlist: (r) => list(r, 1, 3, ' ', () => `${value('ns', r)}/${value('pod', r)}`),
  image: (r) => `registry.example.com/${zipf(r, WORDS)}:v${r.below(9)}`,
  vol: (r) => even(r, ['config-volume', 'kube-api-access-abcde', 'tls', 'data', 'tmp-dir']),
  group: (r) => `${zipf(r, WORDS)}${even(r, ['-consumer', '-group', ''])}`,
  gstate: (r) => even(r, ['Stable', 'PreparingRebalance', 'CompletingRebalance', 'Empty']),
  reason2: (r) =>
    even(r, [
      `Adding new member ${zipf(r, WORDS)}-${value('uuid', r)} with group instance id None`,
      `removing member ${zipf(r, WORDS)}-${value('uuid', r)} on heartbeat expiration`,
      `leader rejoining group`,
      `client reason: rebalance enforced`,
    ]),
  topic: (r) => zipf(r, WORDS),
  opt: (r, now) => even(r, ['None', `Some(${Math.floor(now)})`, 'Some(-1)']),
  kerr: (r) => even(r, ['NOT_LEADER_FOR_PARTITION', 'UNKNOWN_TOPIC', 'OFFSET_OUT_OF_RANGE']),
  kv: (r) =>
    list(
      r,
      1,
      3,
      ', ',
      () =>
        `${even(r, ['cleanup.policy', 'retention.ms', 'segment.bytes'])}=${even(r, ['compact', '604800000', 'delete'])}`,
    ),
  sql: (r) =>
    even(r, [
      'SELECT * FROM orders WHERE id = 12',
      'UPDATE accounts SET balance = balance - 5 WHERE id = 7',
      'INSERT INTO events (kind, at) VALUES ($1, $2)',
      'COMMIT',
      'BEGIN',
      'select count(*) from users u join orders o on o.uid = u.id',
      'DELETE FROM sessions WHERE expires < now()',
      'VACUUM ANALYZE',
    ]),
  hba: (r) =>
    even(r, [
      'host all all 0.0.0.0/0 md5',
      'host    all   all   all   scram-sha-256',
      'local all postgres peer',
    ]),
  req: (r) =>
    `${even(r, ['GET', 'GET', 'POST', 'HEAD'])} /${zipf(r, WORDS)}${even(r, ['', '/12', '?x=1', '/a/b.html'])} HTTP/1.1`,
  nodelist2: (r) => even(r, ['tux[1-4]', 'node12', 'cn[001-016,020]', 'gpu3', 'tux7']),
  nstate: (r) => even(r, ['DRAINED', 'DOWN', 'IDLE', 'DRAINING', 'RESUME']),
  jobend: (r) => even(r, ['Ended', 'Began', 'Failed']),
  index: (r) =>
    `${even(r, ['logs', 'metrics', '.kibana', 'orders-v2', 'audit'])}-2026.11.${two(1 + r.below(28))}`,
  tlist: (r) => list(r, 0, 2, ', ', () => zipf(r, WORDS)),
  hstate: (r) => even(r, ['GREEN', 'YELLOW', 'RED']),
  be: (r) => even(r, ['http-in', 'static', 'api_servers', 'bk_web', 'stats']),
  srv: (r) => even(r, ['srv1', 'srv2', 'web-a', 'web-b', 'app03']),
  hrA: (r) => even(r, ['Layer4 timeout', 'Layer4 check passed', 'Layer7 timeout', 'Layer6 timeout']),
  hrB: (r) =>
    even(r, [
      'Layer4 connection problem',
      'Layer6 invalid response',
      'Layer7 invalid response',
      'Socket error',
    ]),
  hrC: (r) =>
    even(r, [
      'Layer7 wrong status',
      'Layer7 check passed',
      'Layer7 response error',
      'Layer7 invalid response',
    ]),
  level: (r) => even(r, ['INFO', 'INFO', 'INFO', 'WARN', 'ERROR']),
  level5: (r) => even(r, ['INFO ', 'WARN ', 'ERROR']),
  LVL: (r) => even(r, ['INFO ', 'WARN ', 'DEBUG', 'ERROR']),
  thread: (r) =>
    even(r, [
      'main',
      'AsyncDispatcher event handler',
      'RMCommunicator Allocator',
      `IPC Server handler ${r.below(30)} on 62270`,
      `ContainerLauncher #${r.below(9)}`,
    ]),
  syslog: (_, now) => {
    const d = new Date(now);
    return `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2)} ${iso(d).slice(11, 19)}`;
  },
  ctime: (_, now) => {
    const d = new Date(now);
    return `${DAYS[d.getUTCDay()]} ${MONTHS[d.getUTCMonth()]} ${two(d.getUTCDate())} ${iso(d).slice(11, 19)} ${d.getUTCFullYear()}`;
  },
  hdfs: (_, now) => iso(new Date(now)).slice(2, 19).replaceAll('-', '').replace('T', ' ').replaceAll(':', ''),
  isocomma: (_, now) => iso(new Date(now)).slice(0, 23).replace('T', ' ').replace('.', ','),
  isodot: (_, now) => iso(new Date(now)).slice(0, 23).replace('T', ' '),
  isosec: (_, now) => iso(new Date(now)).slice(0, 19).replace('T', ' '),
  isot: (_, now) => iso(new Date(now)).slice(0, 23),
  shortdate: (_, now) => iso(new Date(now)).slice(2, 19).replaceAll('-', '/').replace('T', ' '),
  slashdate: (_, now) => iso(new Date(now)).slice(0, 19).replaceAll('-', '/').replace('T', ' '),
  monthday: (_, now) => iso(new Date(now)).slice(5, 23).replace('T', ' '),
  klog: (_, now) => {
    const s = iso(new Date(now));
    return `I${s.slice(5, 7)}${s.slice(8, 10)} ${s.slice(11, 23)}123`;
  },
  clf: (_, now) => {
    const d = new Date(now);
    return `${two(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${iso(d).slice(11, 23)}`;
  },
};

/** A value by its name. @throws Error for a name that there is not. */
export function value(name: string, random: Random, now = 0): string {
  const make = VALUES[name];
  if (make === undefined) throw new Error(`no value is named ${name}`);
  return make(random, now);
}

/** One of several words, the first ones more often. */
export const pick = (random: Random, words: readonly string[]): string => zipf(random, words);
