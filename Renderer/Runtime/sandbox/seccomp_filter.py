"""A system call filter for the scene's process and all its children, in plain classic BPF.

The sandbox's namespaces keep a scene from everything outside; this list keeps it from what its limits cannot count
(memory in memfds, System V segments, io_uring, sockets other than local ones), from what all programs of the machine
share (asynchronous I/O, watches on files, writing everything to disk) and from parts of the kernel that no scene needs.
Where no control group counts a job's memory, or none shares out the processors, it also stands in for that.
"""

import ctypes
import errno
import os
import struct

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
ALLOW, REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
MISSING = 0x00050000 | errno.ENOSYS
DONE = 0x00050000
NO_NETWORK = 0x00050000 | errno.EAFNOSUPPORT
KILL = 0x80000000

X86_64, AARCH64 = 0xC000003E, 0xC00000B7
CLONE, CLONE3 = {X86_64: 56, AARCH64: 220}, 435
NAMESPACES = 0x7E020000  # CLONE_NEWUSER, NEWPID, NEWNET, NEWIPC, NEWUTS, NEWNS, NEWCGROUP
SOCKET, PAIR = {X86_64: 41, AARCH64: 198}, {X86_64: 53, AARCH64: 199}
LOCAL, INTERNET, INTERNET6 = 1, 2, 10
MMAP, SHARED, ANONYMOUS, HUGE = {X86_64: 9, AARCH64: 222}, 0x01, 0x20, 0x40000
FCNTL, SIZE_OF_PIPE = {X86_64: 72, AARCH64: 25}, 1031
SETSID = {X86_64: 112, AARCH64: 157}
# What a process may do to itself alone: to the first process of its job, which has the same user, it could do it as well.
# The places of the arguments that must be 0: 0 means the caller.
ITSELF = {
    X86_64: {
        "prlimit64": (302, (0,)),
        "setpriority": (141, (0, 1)),
        "sched_setparam": (142, (0,)),
        "sched_setscheduler": (144, (0,)),
        "sched_setaffinity": (203, (0,)),
        "sched_setattr": (314, (0,)),
    },
    AARCH64: {
        "prlimit64": (261, (0,)),
        "setpriority": (140, (0, 1)),
        "sched_setparam": (118, (0,)),
        "sched_setscheduler": (119, (0,)),
        "sched_setaffinity": (122, (0,)),
        "sched_setattr": (274, (0,)),
    },
}
NEW = {  # the same number on every architecture
    "pidfd_getfd": 438,
    "io_uring_setup": 425,
    "io_uring_enter": 426,
    "io_uring_register": 427,
    "open_tree": 428,
    "move_mount": 429,
    "fsopen": 430,
    "fsconfig": 431,
    "fsmount": 432,
    "fspick": 433,
    "mount_setattr": 442,
    "memfd_secret": 447,
}
DENIED = {
    X86_64: {
        "shmget": 29,
        "shmat": 30,
        "semget": 64,
        "msgget": 68,
        "ptrace": 101,
        "mount": 165,
        "umount2": 166,
        "pivot_root": 155,
        "chroot": 161,
        "add_key": 248,
        "request_key": 249,
        "keyctl": 250,
        "unshare": 272,
        "setns": 308,
        "process_vm_readv": 310,
        "process_vm_writev": 311,
        "kcmp": 312,
        "bpf": 321,
        "userfaultfd": 323,
        "perf_event_open": 298,
        "memfd_create": 319,
        "mq_open": 240,
        "open_by_handle_at": 304,
        "quotactl": 179,
        "kexec_load": 246,
        "init_module": 175,
        "finit_module": 313,
        "delete_module": 176,
        "swapon": 167,
        "reboot": 169,
        "acct": 163,
        "personality": 135,
        "name_to_handle_at": 303,
        "io_setup": 206,
        "inotify_init": 253,
        "inotify_init1": 294,
        "fanotify_init": 300,
        "splice": 275,
        "tee": 276,
        "vmsplice": 278,
        "sync": 162,
        "syncfs": 306,
        "syslog": 103,
        "ioprio_set": 251,
        "modify_ldt": 154,
        **NEW,
    },
    AARCH64: {
        "shmget": 194,
        "shmat": 196,
        "semget": 190,
        "msgget": 186,
        "ptrace": 117,
        "mount": 40,
        "umount2": 39,
        "pivot_root": 41,
        "chroot": 51,
        "add_key": 217,
        "request_key": 218,
        "keyctl": 219,
        "unshare": 97,
        "setns": 268,
        "process_vm_readv": 270,
        "process_vm_writev": 271,
        "kcmp": 272,
        "bpf": 280,
        "userfaultfd": 282,
        "perf_event_open": 241,
        "memfd_create": 279,
        "mq_open": 180,
        "open_by_handle_at": 265,
        "quotactl": 60,
        "kexec_load": 104,
        "init_module": 105,
        "finit_module": 273,
        "delete_module": 106,
        "swapon": 224,
        "reboot": 142,
        "acct": 89,
        "personality": 92,
        "name_to_handle_at": 264,
        "io_setup": 0,
        "inotify_init1": 26,
        "fanotify_init": 262,
        "splice": 76,
        "tee": 77,
        "vmsplice": 75,
        "sync": 81,
        "syncfs": 267,
        "syslog": 116,
        "ioprio_set": 30,
        **NEW,
    },
}


def program(arch: int, counts_memory: bool, shares_processors: bool) -> list[bytes]:
    """The filter's instructions, eight bytes each.

    counts_memory: whether a control group counts what the job's processes hold together.
    shares_processors: whether a control group gives the job one share of the processors.
    """

    def op(code: int, jt: int, jf: int, k: int) -> bytes:
        return struct.pack("HBBI", code, jt, jf, k)

    load, equal, at_least, any_bit, give = 0x20, 0x15, 0x35, 0x45, 0x06
    code = [op(load, 0, 0, 4), op(equal, 1, 0, arch), op(give, 0, 0, KILL), op(load, 0, 0, 0)]
    if arch == X86_64:  # the x32 interface has its own numbers for the same calls
        code += [op(at_least, 0, 1, 0x40000000), op(give, 0, 0, KILL)]
    # New namespaces: by clone's flags, its first argument; clone3 hides its flags behind a pointer and is not there at all.
    code += [op(equal, 0, 4, CLONE[arch]), op(load, 0, 0, 16), op(any_bit, 0, 1, NAMESPACES), op(give, 0, 0, REFUSE), op(give, 0, 0, ALLOW)]
    code += [op(equal, 0, 1, CLONE3), op(give, 0, 0, MISSING)]
    refused = set(DENIED[arch].values())
    # The flags of a map are its fourth argument. Huge pages are the machine's, set aside for its databases.
    hidden = op(any_bit, 0, 1, SHARED) if not counts_memory else op(give, 0, 0, ALLOW)
    code += [op(equal, 0, 6, MMAP[arch]), op(load, 0, 0, 40), op(any_bit, 2, 0, HUGE), op(any_bit, 0, 2, ANONYMOUS)]
    code += [hidden, op(give, 0, 0, REFUSE), op(give, 0, 0, ALLOW)]
    # Of what sockets hold, the kernel counts only that of local ones in full.
    code += [op(equal, 0, 7, SOCKET[arch]), op(load, 0, 0, 16)]
    code += [op(equal, 4, 0, LOCAL), op(equal, 2, 0, INTERNET), op(equal, 1, 0, INTERNET6)]
    code += [op(give, 0, 0, REFUSE), op(give, 0, 0, NO_NETWORK), op(give, 0, 0, ALLOW if counts_memory else REFUSE)]
    if not counts_memory:
        refused.add(PAIR[arch])
        code += [op(equal, 0, 4, FCNTL[arch]), op(load, 0, 0, 24), op(equal, 0, 1, SIZE_OF_PIPE), op(give, 0, 0, REFUSE)]
        code += [op(give, 0, 0, ALLOW)]
    if not shares_processors:
        # Each session would have a share of its own. What wants one is told that it has it.
        code += [op(equal, 0, 1, SETSID[arch]), op(give, 0, 0, DONE)]
    for number, places in ITSELF[arch].values():
        code.append(op(equal, 0, 3 * len(places) + 1, number))
        for place in places:
            code += [op(load, 0, 0, 16 + 8 * place), op(equal, 1, 0, 0), op(give, 0, 0, REFUSE)]
        code.append(op(give, 0, 0, ALLOW))
    for number in sorted(refused):
        code += [op(equal, 0, 1, number), op(give, 0, 0, REFUSE)]
    return [*code, op(give, 0, 0, ALLOW)]


def install(counts_memory: bool, shares_processors: bool) -> None:
    """Binds this process and all that it starts; OSError where the kernel or the processor has no such filter."""
    arch = {"x86_64": X86_64, "aarch64": AARCH64}.get(os.uname().machine)
    if arch is None:
        raise OSError(f"no system call filter for {os.uname().machine}")
    code = program(arch, counts_memory, shares_processors)
    buffer = ctypes.create_string_buffer(b"".join(code))

    class SockFprog(ctypes.Structure):
        _fields_ = [("len", ctypes.c_ushort), ("filter", ctypes.c_void_p)]

    filter_ = SockFprog(len(code), ctypes.addressof(buffer))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(filter_), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "seccomp")
