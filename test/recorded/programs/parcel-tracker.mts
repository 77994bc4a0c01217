import { readFileSync } from 'node:fs';
import { clock, role, serve } from './kit.mts';

/** Says where a parcel is, by a table of carriers that lies in a file. Logs in German, as its makers talk. */
const sage = (stufe: string, text: string): void =>
  console.log(`${clock()} [http-${process.pid}] ${stufe.padEnd(8)} d.paket.${role} - ${text}`);

const carriers =
  role === 'track' ? (JSON.parse(readFileSync('/etc/carriers/table.json', 'utf8')) as string[]) : [];
const SENT_BY = ['NVX', 'DHX', 'KUR', 'NVX'];
let asked = 0;

const track = () => {
  asked += 1;
  const carrier = SENT_BY[asked % SENT_BY.length] ?? '';
  if (carriers.includes(carrier)) {
    sage('AUSKUNFT', `Sendung ${asked} gefunden, Kürzel ${carrier}`);
    return { status: 200 };
  }
  sage(
    'FEHLER',
    `Spediteur-Kürzel '${carrier}' steht nicht in der Tafel (Stand ${carriers.length}), Auskunft unmöglich`,
  );
  return { status: 500 };
};

serve(8090, role === 'track' ? track : () => ({ status: 200 }));
sage('START', 'nimmt Anfragen an');
