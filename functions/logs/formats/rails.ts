import { type Line, set } from '../line.ts';
import { UNITS } from './fields.ts';

const STARTED = /Started (GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) "([^"]{1,2000})" for ([\w.:]{2,45})/;
/** Phoenix: https://hexdocs.pm/plug/Plug.Logger.html */
const PHOENIX_STARTED = /\[(?:info|debug)\] (GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) (\/\S{0,2000})$/;
const COMPLETED = /(?:Completed (\d{3}) [\w -]{0,40} ?|\] Sent (\d{3}) )in (\d+(?:\.\d+)?)(ms|s|µs|Âµs)/;
const TAG = /^\[([\w-]{8,64})\]|\brequest_id=([\w-]{4,64})/;
/** Requests that were started and not yet completed. */
const MAX_OPEN = 1000;

/**
 * Rails writes a request in two lines, joined by the request id's tag where there is one
 * (https://guides.rubyonrails.org/debugging_rails_applications.html#the-logger). The second line becomes the request.
 */
export class RailsReader {
  private readonly open = new Map<string, string>();

  read(line: Line, _reference: number): boolean {
    const content = line.text.slice(line.from, line.from + 3000);
    const started = STARTED.exec(content) ?? PHOENIX_STARTED.exec(content);
    const tags = TAG.exec(content);
    const tag = tags?.[1] ?? tags?.[2] ?? '';
    if (started !== null) {
      if (this.open.size >= MAX_OPEN) this.open.clear();
      this.open.set(tag, `${started[1]} ${started[2]} ${started[3] ?? ''}`);
      line.format = 'rails';
      line.level = 'info';
      line.moved = true;
      set(line.message, line.from, line.text.length);
      return true;
    }
    if (!content.includes('Completed ') && !content.includes('] Sent ')) return false;
    const completed = COMPLETED.exec(content);
    const request = this.open.get(tag);
    if (completed === null || request === undefined) return false;
    this.open.delete(tag);
    // The request's words are put behind the line, so that places in its text name them.
    const before = line.text.length;
    const [method = '', path = '', client = ''] = request.split(' ');
    line.text += ` ${request}`;
    line.moved = true;
    set(line.method, before + 1, before + 1 + method.length);
    set(line.path, line.method.end + 1, line.method.end + 1 + path.length);
    set(line.client, line.path.end + 1, line.path.end + 1 + client.length);
    const status = completed[1] ?? completed[2] ?? '';
    const at = line.from + content.indexOf(status, completed.index);
    set(line.status, at, at + 3);
    const duration = completed[3] ?? '';
    const durationAt = line.text.indexOf(` in ${duration}`, at) + 4;
    set(line.duration, durationAt, durationAt + duration.length);
    line.durationUnit = UNITS[completed[4] ?? ''] ?? 1;
    line.isRequest = true;
    line.level = 'info';
    line.format = 'rails';
    return true;
  }
}
