import { call, role, serve, setting } from './kit.mts';

/** A forecast is made of what a station outside measures. Logs as logstash-logback-encoder does. */
const log = (level: string, message: string, more: Record<string, unknown> = {}): void =>
  console.log(
    JSON.stringify({
      '@timestamp': new Date().toISOString(),
      '@version': '1',
      message,
      logger_name: `eu.almanac.${role}.Readings`,
      thread_name: 'http-nio-8410-exec-4',
      level,
      level_value: level === 'ERROR' ? 40000 : 20000,
      ...more,
    }),
  );

const station = setting('STATION_URL');

const forecast = async ({ path }: { path: string }) => {
  const { body = '' } = await call(`${station}/now`);
  if (body.startsWith('{')) {
    log('INFO', `forecast drawn for ${path}`);
    return { status: 200 };
  }
  log('ERROR', 'reading thrown away, it begins with "<" and no number follows', {
    stack_trace: `eu.almanac.UnreadableReading: <html><title>Wartung</title>\n\tat eu.almanac.forecast.Readings.of(Readings.java:58)\n\tat eu.almanac.forecast.Draw.run(Draw.java:31)\n`,
  });
  return { status: 502 };
};

serve(8410, forecast);
