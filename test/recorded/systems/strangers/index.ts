import type { System } from '../system.ts';
import { booking } from './booking.ts';
import { campus } from './campus.ts';
import { catering } from './catering.ts';
import { chat } from './chat.ts';
import { clinic } from './clinic.ts';
import { cronReports } from './cron-reports.ts';
import { featureFlags } from './feature-flags.ts';
import { ferry } from './ferry.ts';
import { fraud } from './fraud.ts';
import { fxDesk } from './fx-desk.ts';
import { gameLobby } from './game-lobby.ts';
import { granary } from './granary.ts';
import { harbour } from './harbour.ts';
import { insurance } from './insurance.ts';
import { iotIngest } from './iot-ingest.ts';
import { kiosks } from './kiosks.ts';
import { labRuns } from './lab-runs.ts';
import { loyalty } from './loyalty.ts';
import { mailRelay } from './mail-relay.ts';
import { mapTiles } from './map-tiles.ts';
import { museum } from './museum.ts';
import { parcelTracker } from './parcel-tracker.ts';
import { payroll } from './payroll.ts';
import { pigeonPost } from './pigeon-post.ts';
import { printPress } from './print-press.ts';
import { quoteChain } from './quote-chain.ts';
import { searchIndexer } from './search-indexer.ts';
import { taxCalculator } from './tax-calculator.ts';
import { textMessages } from './text-messages.ts';
import { ticketShop } from './ticket-shop.ts';
import { transcoder } from './transcoder.ts';
import { vatCheck } from './vat-check.ts';
import { wiki } from './wiki.ts';

/** Systems that were made and recorded by somebody who does not read the rules (docs/accuracy.md). */
export const STRANGERS: Readonly<Record<string, System>> = {
  booking: booking,
  campus: campus,
  catering: catering,
  chat: chat,
  clinic: clinic,
  'cron-reports': cronReports,
  'feature-flags': featureFlags,
  ferry: ferry,
  fraud: fraud,
  'fx-desk': fxDesk,
  'game-lobby': gameLobby,
  granary: granary,
  harbour: harbour,
  insurance: insurance,
  'iot-ingest': iotIngest,
  kiosks: kiosks,
  'lab-runs': labRuns,
  loyalty: loyalty,
  'mail-relay': mailRelay,
  'map-tiles': mapTiles,
  museum: museum,
  'parcel-tracker': parcelTracker,
  payroll: payroll,
  'pigeon-post': pigeonPost,
  'print-press': printPress,
  'quote-chain': quoteChain,
  'search-indexer': searchIndexer,
  'tax-calculator': taxCalculator,
  'text-messages': textMessages,
  'ticket-shop': ticketShop,
  transcoder: transcoder,
  'vat-check': vatCheck,
  wiki: wiki,
};
