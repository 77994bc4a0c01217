/** One alert of Alertmanager's or Grafana's text template, as far as it goes. */
export interface TextAlert {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly source: string;
  readonly value: string;
}

type Field = { set: (value: string) => void; text: string };

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
  const alerts: TextAlert[] = [];
  let current: { -readonly [Key in keyof TextAlert]: TextAlert[Key] } | undefined;
  let section: 'labels' | 'annotations' | 'none' = 'none';
  let open: Field | undefined;
  let value = '';
  const close = (): void => {
    open?.set(open.text.trimEnd());
    open = undefined;
  };
  for (const line of text.split(/\r?\n/)) {
    const header = HEADER.exec(line);
    if (header !== null) {
      close();
      const [, name, rest = ''] = header;
      if (name === 'Value') value = rest.trim();
      else if (name === 'Labels') {
        current = { labels: {}, annotations: {}, source: '', value };
        alerts.push(current);
        value = '';
        section = 'labels';
      } else if (name === 'Annotations') section = 'annotations';
      else {
        section = 'none';
        if (name === 'Source' && current !== undefined) current.source = rest.trim();
      }
      continue;
    }
    const entry = section === 'none' || current === undefined ? null : ENTRY.exec(line);
    if (entry !== null && current !== undefined && section !== 'none') {
      close();
      const fields = current[section];
      const key = entry[1] ?? '';
      open = {
        text: entry[2] ?? '',
        set: (whole) => Object.assign(fields, Object.fromEntries([[key, whole]])),
      };
    } else if (open !== undefined) open.text += `\n${line}`;
  }
  close();
  return alerts;
}
