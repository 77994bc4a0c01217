import { call, role, serve } from './kit.mts';

/** A desk has claims looked at by assessors; trainees listen at the same port and do something else. Logs as Perl's Log4perl does. */
const log = (level: string, text: string): void =>
  console.log(
    `${new Date().toISOString().slice(0, 19).replaceAll('-', '/').replace('T', ' ')} ${level} ${role}> ${text}`,
  );

const desk = async ({ path }: { path: string }) => {
  const { status, body } = await call(`http://assessors:8660${path}`);
  if (status === 200) {
    log('INFO', 'claim looked at');
    return { status: 200 };
  }
  log('ERROR', `assessors answered in tongues: "${body}"`);
  return { status: 502 };
};

const answers = {
  desk,
  assessors: () => ({ status: 200, body: 'looked at' }),
  trainees: () => ({ status: 404, body: 'only quizzes here' }),
};
serve(8660, answers[role as keyof typeof answers]);
