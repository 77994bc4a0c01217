import type { System } from '../system.ts';
import { alumni } from './alumni.ts';
import { beacons } from './beacons.ts';
import { beeKeeper } from './bee-keeper.ts';
import { boxOffice } from './box-office.ts';
import { bureau } from './bureau.ts';
import { census } from './census.ts';
import { chess } from './chess.ts';
import { choirFund } from './choir-fund.ts';
import { cinema } from './cinema.ts';
import { clearing } from './clearing.ts';
import { coachTrips } from './coach-trips.ts';
import { copywriter } from './copywriter.ts';
import { debateClub } from './debate-club.ts';
import { deli } from './deli.ts';
import { doorbells } from './doorbells.ts';
import { drones } from './drones.ts';
import { gym } from './gym.ts';
import { keyring } from './keyring.ts';
import { laundry } from './laundry.ts';
import { liveScores } from './live-scores.ts';
import { parish } from './parish.ts';
import { payouts } from './payouts.ts';
import { photoVault } from './photo-vault.ts';
import { seedBank } from './seed-bank.ts';
import { taxiRank } from './taxi-rank.ts';
import { timetable } from './timetable.ts';
import { tollRoad } from './toll-road.ts';
import { valuers } from './valuers.ts';
import { waterMeters } from './water-meters.ts';
import { weather } from './weather.ts';

/** A second set that nobody wrote a rule on. Their cases are counted as the set "strangers-2". */
export const STRANGERS_2: Readonly<Record<string, System>> = {
  alumni: alumni,
  beacons: beacons,
  'bee-keeper': beeKeeper,
  'box-office': boxOffice,
  bureau: bureau,
  census: census,
  chess: chess,
  'choir-fund': choirFund,
  cinema: cinema,
  clearing: clearing,
  'coach-trips': coachTrips,
  copywriter: copywriter,
  'debate-club': debateClub,
  deli: deli,
  doorbells: doorbells,
  drones: drones,
  gym: gym,
  keyring: keyring,
  laundry: laundry,
  'live-scores': liveScores,
  parish: parish,
  payouts: payouts,
  'photo-vault': photoVault,
  'seed-bank': seedBank,
  'taxi-rank': taxiRank,
  timetable: timetable,
  'toll-road': tollRoad,
  valuers: valuers,
  'water-meters': waterMeters,
  weather: weather,
};
