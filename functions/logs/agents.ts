import type { Client } from '../model/log-summary.ts';
import { anyOf } from '../text/any-of.ts';

/** Health checks, load balancers' probes and monitoring services by their agents. */
const MONITORING = anyOf(
  [
    // Health checks of clusters, clouds and load balancers.
    /kube-probe/,
    /ELB-HealthChecker/,
    /GoogleHC/,
    /HealthChecker/,
    /Consul Health/,
    /Route ?53 Health/,
    /Amazon-Route53/,
    /Azure Traffic Manager/,
    /check_http/,
    // Monitoring systems and services.
    /Prometheus/,
    /Blackbox/,
    /UptimeRobot/,
    /Pingdom/,
    /StatusCake/,
    /Datadog/,
    /NewRelic/,
    /Site24x7/,
    /Better ?Uptime/,
    /Zabbix/,
    /Nagios/,
    /Catchpoint/,
    /Dynatrace/,
    /Synthetic/,
    /grafana/,
    /k6\//,
    /Checkly/,
  ],
  'i',
);
/** Vulnerability scanners and brute-force tools that name themselves. */
const SCANNER = anyOf(
  [
    /sqlmap/,
    /nikto/,
    /nmap/,
    /masscan/,
    /zgrab/,
    /acunetix/,
    /nessus/,
    /openvas/,
    /wpscan/,
    /dirbuster/,
    /gobuster/,
    /ffuf/,
    /nuclei/,
    /burp/,
    /arachni/,
    /w3af/,
    /havij/,
    /netsparker/,
    /qualys/,
    /whatweb/,
    /feroxbuster/,
    /hydra/,
    /jorgee/,
    /muieblackcat/,
    /morfeus/,
    /ZmEu/,
    /l9explore/,
    /CensysInspect/,
    /Expanse/,
    /InternetMeasurement/,
  ],
  'i',
);
const BOT = anyOf(
  [
    // Crawlers and feed readers.
    /bot\b/,
    /bot[/;]/,
    /crawl/,
    /spider/,
    /slurp/,
    /mediapartners/,
    /facebookexternalhit/,
    /bingpreview/,
    /archiver/,
    /feedfetcher/,
    /feedburner/,
    /ahrefs/,
    /semrush/,
    /yandex/,
    /baidu/,
    /universalfeedparser/,
    /tiny tiny rss/,
    // Libraries and tools of programs.
    /scrapy/,
    /python-requests/,
    /python-urllib/,
    /aiohttp/,
    /httpx/,
    /curl\//,
    /wget/,
    /libwww/,
    /go-http-client/,
    /java\//,
    /okhttp/,
    /axios/,
    /node-fetch/,
    /undici/,
    /ruby/,
    /perl/,
    /guzzle/,
    /postman/,
    // Browsers without a person.
    /headlesschrome/,
    /phantomjs/,
  ],
  'i',
);

/** Who is behind a user agent, by what it says of itself. */
export function agentKind(agent: string): Client['kind'] {
  if (SCANNER.test(agent)) return 'scanner';
  if (MONITORING.test(agent)) return 'monitoring';
  return BOT.test(agent) ? 'bot' : 'person';
}

/**
 * Paths that only a scanner asks for: other products' admin pages, secrets left in a web root, shells, injections.
 * From the common lists of such tools (SecLists, nuclei templates).
 */
const SCAN_PATH = anyOf(
  [
    // Secrets and leftovers in a web root.
    /\/\.(?:env|git|svn|aws|ssh|htaccess|htpasswd|DS_Store|vscode)\b/,
    /\/setup\.php/,
    /\.(?:bak|sql|old|swp)$/,
    /\/server-status/,
    // Other products' pages.
    /wp-(?:login|admin|config|content\/plugins|includes)/,
    /xmlrpc\.php/,
    /phpmyadmin/,
    /\/pma\//,
    /adminer/,
    /\/vendor\/phpunit/,
    /\/actuator\/(?:env|heapdump|gateway)/,
    /\/solr\/admin/,
    /\/manager\/html/,
    /\/boaform/,
    /\/HNAP1/,
    /\/console\/?$/,
    /\/(?:jenkins|jmx-console|axis2)\b/,
    /acunetix/,
    /\/owa\//,
    /\/autodiscover\//,
    /\/geoserver/,
    /\/_ignition\//,
    /\/telescope\/requests/,
    // Shells, injections, ways out of the root.
    /\/cgi-bin\//,
    /\/etc\/passwd/,
    /\.\.\//,
    /\.\.%2f/,
    /%2e%2e/,
    /eval-stdin/,
    /\/shell\b/,
    /union(?:%20|\+| )(?:all(?:%20|\+| ))?select/,
    /<script/,
    /%3cscript/,
    /%00/,
    /sleep\(\d/,
    /waitfor(?:%20|\+| )delay/,
    /print\(md5/,
    /\$\{jndi:/,
  ],
  'i',
);

export const isScanPath = (path: string): boolean => SCAN_PATH.test(path);
