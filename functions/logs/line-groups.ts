import { grown } from './counters.ts';

/** Which lines belong to which template; kept only where it was asked for, eight bytes a line. */
export class LineGroups {
  /** By line, counted from 1: the number of its event, 0 for none. */
  private eventOf: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  /** By event: its template's number, plus one. */
  private templateOf: Uint32Array<ArrayBuffer> = new Uint32Array(1024);
  private lines = 0;

  /** The line belongs to this event. */
  noteLine(line: number, event: number): void {
    this.eventOf = grown(this.eventOf, line + 1);
    this.eventOf[line] = event;
    this.lines = line;
  }

  /** The event is of this template, -1 for none. */
  noteEvent(event: number, template: number): void {
    this.templateOf = grown(this.templateOf, event + 1);
    this.templateOf[event] = template + 1;
  }

  /** Line numbers by template; `final` gives what became of a template. */
  byTemplate(final: (template: number) => number): Map<number, number[]> {
    const groups = new Map<number, number[]>();
    for (let line = 1; line <= this.lines; line++) {
      const template = this.templateOf[this.eventOf[line] as number] as number;
      if (template === 0) continue;
      const into = final(template - 1);
      const known = groups.get(into);
      if (known === undefined) groups.set(into, [line]);
      else known.push(line);
    }
    return groups;
  }
}
