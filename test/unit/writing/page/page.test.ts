import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CALLS_PLACE, withCalls } from '../../../../functions/writing/page/calls-part.ts';
import { escapeHtml, html, link } from '../../../../functions/writing/page/html.ts';
import { renderPage } from '../../../../functions/writing/page/page.ts';
import { latencyPlot, minutePlot } from '../../../../functions/writing/page/plots.ts';
import { arbitraryContext, arbitraryReport, hostileText } from '../../../support/arbitrary.ts';
import { HIDDEN_CHARACTERS } from '../../../support/hidden-characters.ts';
import { connectionsReport, contextOf, healthyReport } from '../../../support/report.ts';

const page = renderPage(connectionsReport, contextOf());
const ELEMENTS =
  'html head meta title style body header main footer p h1 h2 h3 section div span code pre a ul ol li strong br table caption thead tbody tr th td details summary figure figcaption svg line text path circle'.split(
    ' ',
  );

const ATTRIBUTES =
  'lang charset name content http-equiv class id href rel scope viewBox role aria-label x y x1 x2 y1 y2 cx cy r d text-anchor'.split(
    ' ',
  );

/** Every tag of the page with its attributes, as an HTML parser would cut them. */
function tagsOf(text: string): { name: string; attributes: string }[] {
  const body = text.replace(/<style>[^<]*<\/style>/, '<style></style>').replace('<!doctype html>', '');
  return [...body.matchAll(/<\/?([^\s>/]*)([^>]*)>/g)].map(([, name = '', attributes = '']) => ({
    name,
    attributes,
  }));
}

const GEOMETRY = /^([xyrd]|[xy][12]|c[xy])$/;

/** A known element whose attributes are all known, quoted, and lead nowhere but to the web. */
function isOurs({ name, attributes }: { name: string; attributes: string }): boolean {
  const rest = attributes.replace(/\s[A-Za-z0-9-]+="[^"]*"/g, '').trim();
  return (
    ELEMENTS.includes(name) &&
    (rest === '' || rest === '/') &&
    [...attributes.matchAll(/\s([A-Za-z0-9-]+)="([^"]*)"/g)].every(
      ([, attribute = '', value = '']) =>
        ATTRIBUTES.includes(attribute) &&
        (attribute !== 'href' || /^https?:\/\//i.test(value)) &&
        (!GEOMETRY.test(attribute) || /^[-0-9.,MLCZ]*$/.test(value)),
    )
  );
}

describe('the report page', () => {
  it('has every cause with evidence and actions, the change, the endpoints, the patterns, coverage and what was not checked', () => {
    for (const text of [
      'PostgreSQL refuses connections, &quot;too many clients already&quot;',
      'the database&#39;s own log has it from 13:58:09Z',
      'requests 2.1x the hour before',
      'do not scale the API up: each pod opens more connections',
      '<code>deployment/score-worker</code> 2 -&gt; 12 replicas (kubectl)',
      'the failure begins, ± 2.0 s, according to errors a minute',
      '<code>POST /api/games/:id/scores</code>',
      'error: sorry, too many clients already',
      'it ran 3 d without this, a rollback will not help',
      'needs list nodes.metrics.k8s.io',
      'deployment/dojopool-api has no autoscaler',
    ])
      expect(page).toContain(text);
  });

  it('loads nothing and runs nothing: no script, no source, no style but the one that its policy names', () => {
    const style = /<style>([^<]*)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(
      `content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'"`,
    );
    expect(style).not.toMatch(/url\(|@import/);
    for (const { attributes } of tagsOf(page))
      expect(attributes).not.toMatch(/\s(src|srcset|style|on\w+|xlink:href)=/i);
  });

  it('can be read by a screen reader: a language, one title, headings in order, tables with heads, plots with labels', () => {
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page.match(/<h1>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<th>|<th class/);
    for (const svg of page.match(/<svg [^>]*>/g) ?? []) expect(svg).toMatch(/role="img" aria-label="[^"]+"/);
    expect(page).toContain('name="viewport" content="width=device-width, initial-scale=1"');
  });

  it('says that nothing was read rather than that nothing is wrong', () => {
    const text = renderPage(
      {
        ...healthyReport,
        coverage: [{ collector: 'pods', status: 'timeout', detail: 'no answer within 3 s' }],
      },
      contextOf(),
    );
    expect(text).toContain('Unknown: nothing could be read.');
    expect(text).not.toContain('no fault seen in');
  });

  it('leaves one place for the calls, which go on after it was written', () => {
    expect(page.split(CALLS_PLACE)).toHaveLength(2);
    const at = '2026-11-25T14:08:20Z';
    const made = (outcome: 'called' | 'waiting' | 'failed' | 'skipped', name: string) => ({
      at,
      outcome,
      name,
    });
    const shown = withCalls(page, {
      madeCalls: [made('called', 'A $& B'), made('waiting', 'C'), made('failed', 'D'), made('skipped', 'E')],
      nextCalls: [{ name: 'F', at: '2026-11-25T14:33:20Z' }],
    });
    expect(shown).not.toContain(CALLS_PLACE);
    expect([...shown.matchAll(/<p class="small">((?:Called|Could)[^<]*)</g)].map(([, text]) => text)).toEqual(
      [
        'Called: 14:08:20Z A $&amp; B',
        'Could not be called yet: 14:08:20Z C',
        'Could not be called: 14:08:20Z D',
        'Called next: 14:33:20Z F',
      ],
    );
  });

  it('lets no text of a cluster become markup, whatever it is', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryContext, (report, context) => {
        const text = withCalls(renderPage(report, context), context);
        expect(tagsOf(text).filter((tag) => !isOurs(tag))).toEqual([]);
        expect(text).not.toMatch(HIDDEN_CHARACTERS);
      }),
      { numRuns: 150 },
    );
  });
});

describe('escaping', () => {
  it('leaves nothing that ends an element or an attribute', () => {
    expect(escapeHtml(`<b a="1" b='2'>&\``)).toBe('&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp;&#96;');
    fc.assert(fc.property(hostileText, (text) => expect(escapeHtml(text)).not.toMatch(/[<>"'`]/)));
  });

  it('escapes every part of a template but markup', () => {
    expect(html`<p>${'<'}${html`<i>${'&'}</i>`}${[1, 'a', null, false]}${undefined}</p>`.text).toBe(
      '<p>&lt;<i>&amp;</i>1a</p>',
    );
  });

  it('links to http and https alone', () => {
    expect(link('https://a.example/', 'a').text).toContain('<a href="https://a.example/"');
    expect(link('javascript:alert(1)', 'a').text).toBe('a javascript:alert(1)');
    expect(link('data:text/html,x', 'a').text).not.toContain('<a');
  });
});

describe('plots', () => {
  const minutes = connectionsReport.traffic?.minutes ?? [];

  it('mark the onset where it lies in the plotted time', () => {
    const at = Date.parse('2026-11-25T13:58:12Z');
    const marks = [{ at, kind: 'onset' as const, text: 'onset' }];
    expect(minutePlot(minutes, 'errors5xx', '5xx a minute', marks)?.text).toContain('class="onset"');
    expect(minutePlot(minutes, 'errors5xx', 'x', [{ at: 0, kind: 'onset', text: '' }])?.text).not.toContain(
      'class="onset"',
    );
  });

  it('are left out when there is no line to draw', () => {
    expect(minutePlot(minutes.slice(0, 1), 'requests', 'x', [])).toBeNull();
    expect(latencyPlot([])).toBeNull();
  });
});
