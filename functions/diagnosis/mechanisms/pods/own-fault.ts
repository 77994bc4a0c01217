import { type ContainerView, lastTermination } from '../../view/containers.ts';
import { failureKind } from '../shared/messages.ts';

/** Words of a fault of the program, its files or its command line: no other workload can bring these about. */
const OWN_FAULT = new RegExp(
  [
    // Its port.
    'already in use|EADDRINUSE',
    // Its files: Node, Python, the JVM, the kernel, any libc.
    'cannot find module|module not found|ModuleNotFoundError|ImportError|ClassNotFoundException|NoClassDefFoundError|could not find or load main class|unable to access jarfile|UnsupportedClassVersionError|NoSuchMethodError|no such file or directory|exec format error',
    // Its command line: getopt, Go's flag, argparse, click, commander, Node, the JVM.
    'unknown (?:flag|option|command|directive)|bad option|no such option|unrecognized (?:VM )?(?:option|argument|configuration parameter)|flag provided but not defined|invalid (?:option|argument|choice|value|configuration|log level|number of arguments)|default level|must be (?:a|an|one of)|config file error|directive is not allowed here',
    // Its code.
    'SyntaxError|IndentationError|segmentation fault|panic: |assertion failed|NullPointerException|IllegalArgumentException|ClassCastException|TypeError|ReferenceError|NameError|AttributeError|IndexError|ZeroDivisionError|AssertionError|KeyError|ValueError',
    // The user it runs as.
    'could not look up effective user|no matching entries in passwd file',
  ].join('|'),
  'i',
);

/** The shell's codes for a command that is not there, or that it may not run (POSIX, XCU 2.8.2). */
const NOT_RUN: readonly number[] = [126, 127];
const COMMAND = /not found|permission denied|cannot execute|no such file/i;

const READ_ONLY = /read-only file ?system|EROFS/i;
const DENIED = /permission ?denied|PermissionError|EACCES|operation not permitted|EPERM/i;
const OF_A_CONNECTION = /https?:|tcp|connect|socket|host/i;

/**
 * Whether the line that a container ended with tells of a fault of its own: its code, files, command line, or the user
 * and file system that its specification gives it. A line about another program, in whatever words, does not.
 */
export function isOwnFault(line: string, container: ContainerView): boolean {
  if (failureKind(line) !== undefined) return false;
  if (OWN_FAULT.test(line)) return true;
  const code = lastTermination(container.status)?.exitCode;
  if (code !== undefined && NOT_RUN.includes(code) && COMMAND.test(line)) return true;
  const { securityContext } = container.spec ?? {};
  if (securityContext?.readOnlyRootFilesystem === true && READ_ONLY.test(line)) return true;
  return securityContext?.runAsUser !== undefined && DENIED.test(line) && !OF_A_CONNECTION.test(line);
}
