/** One alert of Alertmanager's or Grafana's text template, as far as it goes. */
export interface TextAlert {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly source: string;
  readonly value: string;
}

/** ` - key = value`: split on the first ` = `, since a value may hold another one, or U+2028 (hence /s). */
const ENTRY = /^\s*- ([A-Za-z_][\w./-]*) = (.*)$/s;
/** What ends a value that spans lines. Value, Silence, Dashboard and Panel are Grafana's. */
const HEADER = /^(Labels|Annotations|Source|Value|Silence|Dashboard|Panel):\s?(.*)$/s;

/**
 * The alerts of a text by the default templates of Alertmanager before 0.30
 * (https://github.com/prometheus/alertmanager, template/default.tmpl, `__text_alert_list`) and of Grafana
 * (`default.message`). A value goes on over lines until the next entry or header. [] when it is another text.
 */
export function readAlertText(text: string): TextAlert[] {
  const reader = new AlertReader();
  for (const line of text.split(/\r?\n/)) reader.read(line);
  return reader.end();
}

/** Reads line by line: which alert, which section and which value a line belongs to is what came before it. */
class AlertReader {
  readonly #alerts: { -readonly [Key in keyof TextAlert]: TextAlert[Key] }[] = [];
  /** Where entries go; undefined between sections. */
  #fields: Record<string, string> | undefined;
  /** The entry whose value may go on. */
  #open: { readonly key: string; text: string } | undefined;
  /** A value stands before the labels of its alert. */
  #value = '';

  read(line: string): void {
    const [, name, rest = ''] = HEADER.exec(line) ?? [];
    if (name !== undefined) {
      this.#close();
      this.#enter(name, rest.trim());
      return;
    }
    const [, key, text = ''] = (this.#fields && ENTRY.exec(line)) ?? [];
    if (key !== undefined) {
      this.#close();
      this.#open = { key, text };
    } else if (this.#open !== undefined) this.#open.text += `\n${line}`;
  }

  end(): TextAlert[] {
    this.#close();
    return this.#alerts;
  }

  #enter(name: string, rest: string): void {
    const current = this.#alerts.at(-1);
    switch (name) {
      case 'Value':
        this.#value = rest;
        return;
      case 'Labels': {
        const alert = { labels: {}, annotations: {}, source: '', value: this.#value };
        this.#alerts.push(alert);
        this.#fields = alert.labels;
        this.#value = '';
        return;
      }
      case 'Annotations':
        this.#fields = current?.annotations;
        return;
      default:
        this.#fields = undefined;
        if (name === 'Source' && current !== undefined) current.source = rest;
    }
  }

  #close(): void {
    if (this.#open !== undefined && this.#fields !== undefined)
      Object.assign(this.#fields, Object.fromEntries([[this.#open.key, this.#open.text.trimEnd()]]));
    this.#open = undefined;
  }
}
