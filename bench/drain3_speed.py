"""Lines a second of Drain3 with masking on, over the messages of a log; prints one JSON line."""
import json
import sys
import time

from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig
from drain3.masking import MaskingInstruction


config = TemplateMinerConfig()
config.profiling_enabled = False
config.masking_instructions = [
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(([0-9a-f]{2,}:){3,}([0-9a-f]{2,}))((?=[^A-Za-z0-9])|$)", "ID"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})((?=[^A-Za-z0-9])|$)", "IP"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)([0-9a-f]{6,} ?){3,}((?=[^A-Za-z0-9])|$)", "SEQ"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)([0-9A-F]{4} ?){4,}((?=[^A-Za-z0-9])|$)", "SEQ"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)(0x[a-f0-9A-F]+)((?=[^A-Za-z0-9])|$)", "HEX"),
    MaskingInstruction(r"((?<=[^A-Za-z0-9])|^)([\-\+]?\d+)((?=[^A-Za-z0-9])|$)", "NUM"),
]
miner = TemplateMiner(config=config)
lines = 0
start = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as log:
    for line in log:
        # The time is that of a user who has JSON lines too: the message is taken out of them first.
        message = json.loads(line)["msg"] if line.startswith("{") else line.split(" - ", 1)[1]
        miner.add_log_message(message.rstrip())
        lines += 1
seconds = time.perf_counter() - start
print(json.dumps({"lines": lines, "seconds": seconds, "clusters": len(miner.drain.clusters)}))
