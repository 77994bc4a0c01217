// Loaded into a measured process: writes its peak resident memory (KiB) when it ends.
process.on('exit', () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
