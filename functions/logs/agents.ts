import type { Client } from '../core/log-summary.ts';

/** Health checks, load balancers' probes and monitoring services by their agents. */
const MONITORING =
  /kube-probe|ELB-HealthChecker|GoogleHC|Prometheus|Blackbox|UptimeRobot|Pingdom|StatusCake|Datadog|NewRelic|Site24x7|Better ?Uptime|check_http|Zabbix|Nagios|HealthChecker|Consul Health|Route ?53 Health|Amazon-Route53|Azure Traffic Manager|Catchpoint|Dynatrace|Synthetic|grafana|k6\/|Checkly/i;
/** Vulnerability scanners and brute-force tools that name themselves. */
const SCANNER =
  /sqlmap|nikto|nmap|masscan|zgrab|acunetix|nessus|openvas|wpscan|dirbuster|gobuster|ffuf|nuclei|burp|arachni|w3af|havij|netsparker|qualys|whatweb|feroxbuster|hydra|jorgee|muieblackcat|morfeus|ZmEu|l9explore|CensysInspect|Expanse|InternetMeasurement/i;
const BOT =
  /bot\b|bot[/;]|crawl|spider|slurp|mediapartners|facebookexternalhit|bingpreview|archiver|feedfetcher|feedburner|scrapy|python-requests|python-urllib|aiohttp|httpx|curl\/|wget|libwww|go-http-client|java\/|okhttp|axios|node-fetch|undici|ruby|perl|guzzle|postman|ahrefs|semrush|yandex|baidu|universalfeedparser|tiny tiny rss|headlesschrome|phantomjs/i;

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
const SCAN_PATH =
  /\/\.(?:env|git|svn|aws|ssh|htaccess|htpasswd|DS_Store|vscode)\b|wp-(?:login|admin|config|content\/plugins|includes)|xmlrpc\.php|phpmyadmin|\/pma\/|adminer|\/cgi-bin\/|\/etc\/passwd|\.\.\/|\.\.%2f|%2e%2e|\/vendor\/phpunit|eval-stdin|\/actuator\/(?:env|heapdump|gateway)|\/solr\/admin|\/manager\/html|\/boaform|\/HNAP1|\/setup\.php|\/shell\b|\.(?:bak|sql|old|swp)$|union(?:%20|\+| )(?:all(?:%20|\+| ))?select|<script|%3cscript|%00|sleep\(\d|waitfor(?:%20|\+| )delay|print\(md5|\$\{jndi:|\/console\/?$|\/(?:jenkins|jmx-console|axis2)\b|acunetix|\/owa\/|\/autodiscover\/|\/geoserver|\/_ignition\/|\/telescope\/requests|\/server-status/i;

export const isScanPath = (path: string): boolean => SCAN_PATH.test(path);
