import { call } from './aws.ts';

/** Every message of the log groups that belong to a stack, in no order. */
export async function readLogs(stackName: string): Promise<readonly string[]> {
  const { logGroups } = (await call('logs', 'Logs_20140328.DescribeLogGroups', {})) as {
    logGroups: readonly { logGroupName: string }[];
  };
  const names = logGroups.map(({ logGroupName }) => logGroupName).filter((name) => name.includes(stackName));
  const groups = await Promise.all(names.map(eventsOf));
  return groups.flat();
}

async function eventsOf(logGroupName: string): Promise<string[]> {
  const { events } = (await call('logs', 'Logs_20140328.FilterLogEvents', { logGroupName })) as {
    events: readonly { message: string }[];
  };
  return events.map(({ message }) => message);
}
