import { createHash } from 'node:crypto';

/** The page's only style sheet. It is inline: the page is one file and asks nobody for anything. */
export const STYLE = `
:root{color-scheme:light dark;--bg:#fff;--ink:#16191d;--soft:#59626c;--line:#d6dbe0;--card:#f5f7f9;--bad:#b3261e;--warn:#8a5a00;--good:#1b6e3c;--mark:#1f5fbf}
@media(prefers-color-scheme:dark){:root{--bg:#101418;--ink:#e6eaee;--soft:#9aa5b1;--line:#2d353d;--card:#181e24;--bad:#ff8a80;--warn:#f2b84b;--good:#6fd195;--mark:#8ab4f8}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:break-word;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main,header,footer{max-width:60rem;margin:0 auto;padding:0 1rem}
header{padding-top:1rem}
h1{font-size:1.35rem;line-height:1.3;margin:.2rem 0 .4rem;overflow-wrap:anywhere}
h2{font-size:1.1rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
h3{font-size:1rem;margin:0 0 .4rem}
p,ul,ol{margin:.4rem 0}
a{color:var(--mark)}
.soft{color:var(--soft)}
.small{font-size:.875rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:.8rem 1rem;margin:.8rem 0}
.high{border-left:.3rem solid var(--bad)}.medium{border-left:.3rem solid var(--warn)}.low{border-left:.3rem solid var(--soft)}
.tag{font-size:.8rem;border:1px solid currentColor;border-radius:1rem;padding:0 .5rem;white-space:nowrap}
.bad{color:var(--bad)}.warn{color:var(--warn)}.good{color:var(--good)}
pre{background:var(--bg);border:1px solid var(--line);border-radius:.3rem;padding:.5rem;margin:.2rem 0 .6rem;white-space:pre-wrap;overflow-wrap:anywhere;font:.85rem/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;user-select:all}
code{font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem}
td code{overflow-wrap:normal;white-space:nowrap}
td.small{white-space:nowrap}
td.text{min-width:16rem}td.text code{overflow-wrap:anywhere;white-space:normal}
caption{text-align:left;color:var(--soft);padding:.2rem 0;font-size:.875rem}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
ol.line{list-style:none;padding:0;border-left:2px solid var(--line);margin-left:.3rem}
ol.line li{padding:.1rem 0 .6rem 1rem}
ol.line li.onset{border-left:.3rem solid var(--bad);margin-left:-.2rem}
figure{margin:.8rem 0}
figcaption{color:var(--soft);font-size:.875rem}
svg{width:100%;max-width:44rem;height:auto;display:block}
svg text{fill:var(--soft);font-size:11px}
@media(max-width:40rem){svg text{font-size:17px}}
svg .axis{stroke:var(--line)}
svg .errors{fill:var(--bad);fill-opacity:.25;stroke:var(--bad);stroke-width:1.5}
svg .requests{fill:var(--mark);fill-opacity:.15;stroke:var(--mark);stroke-width:1.5}
svg .onset{stroke:var(--bad);stroke-dasharray:4 3}
svg .change{stroke:var(--warn);stroke-dasharray:2 3}
svg .p50{fill:var(--mark)}svg .p95{fill:var(--bad)}svg .range{stroke:var(--soft);stroke-width:2}svg .before{stroke:var(--good);stroke-width:2}
details summary{cursor:pointer;color:var(--soft)}
footer{padding:2rem 1rem;color:var(--soft);font-size:.875rem}
`;

/** Nothing is loaded, sent or framed; the one style sheet is allowed by its hash (Content Security Policy Level 3). */
export const CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`;
