/*
 * A fresh identity after a fork: what no two clones of one guest may share. The kernel's pool of random
 * numbers is given a seed and drawn anew, then come host name and network address.
 */

enum { SEED_LEAST = 32, SEED_MOST = 64, NAME_MOST = 64, MAC_SIZE = 6 };

static long cards = -1; /* a socket, for what is asked of a network card */

static struct {
    int bits, size;
    u8 seed[SEED_MOST];
} pool;

static long open_random(void)
{
    long file = CALL4(openat, AT_FDCWD, "/dev/random", O_RDWR | O_CLOEXEC, 0);
    if (file < 0) {
        make_directory("/dev");
        CALL4(mknodat, AT_FDCWD, "/dev/random", S_IFCHR | 0666, 0x108);
        file = CALL4(openat, AT_FDCWD, "/dev/random", O_RDWR | O_CLOEXEC, 0);
    }
    return file;
}

static long reseed(int size)
{
    long file = try("open-random", open_random());
    if (file < 0)
        return file;
    pool.bits = size * 8;
    pool.size = size;
    long result = try("add-entropy", CALL3(ioctl, file, RNDADDENTROPY, &pool));
    if (result >= 0)
        result = try("reseed", CALL3(ioctl, file, RNDRESEEDCRNG, 0));
    CALL1(close, file);
    memset(&pool, 0, sizeof pool);
    return result;
}

/* struct ifreq: the name, then struct sockaddr, of which the address is given or told. */
static long card(long request, u8 *address)
{
    struct { char name[16]; u16 family; u8 address[22]; } asked = {"eth0", ARPHRD_ETHER, {0}};
    memcpy(asked.address, address, MAC_SIZE);
    /* Stays open: a guest that is forked later has it already. */
    if (cards < 0)
        cards = CALL3(socket, AF_INET, SOCK_DGRAM | O_CLOEXEC, 0);
    if (cards < 0)
        return cards;
    long result = CALL3(ioctl, cards, request, &asked);
    memcpy(address, asked.address, MAC_SIZE);
    return result;
}

static long fresh_identity(char **words, int count)
{
    u8 address[MAC_SIZE];
    u64 spin = 0, begun = now();
    if (count < 4 || count > 5)
        return try("request", -EINVAL);
    int size = octets(words[1], 0, pool.seed, SEED_MOST);
    if (size < SEED_LEAST)
        return try("seed", -EINVAL);
    u64 name = 0;
    while (words[2][name])
        name++;
    if (name > NAME_MOST)
        return try("name", -EINVAL);
    if (!number(words[3], ~0ul, &spin))
        return try("spin", -EINVAL);
    if (count == 5 && octets(words[4], ':', address, MAC_SIZE) != MAC_SIZE)
        return try("mac", -EINVAL);
    long result = reseed(size);
    if (result < 0)
        return result;
    MUST("sethostname", CALL2(sethostname, words[2], name));
    if (count == 5)
        MUST("mac", card(SIOCSIFHWADDR, address));
    while (now() - begun < spin)
        ;
    return 0;
}

static char *put_octets(char *to, const u8 *from, int count, char separator)
{
    for (int i = 0; i < count; i++) {
        if (i && separator)
            *to++ = separator;
        *to++ = "0123456789abcdef"[from[i] >> 4];
        *to++ = "0123456789abcdef"[from[i] & 15];
    }
    return to;
}

static long tell_identity(void)
{
    static char names[6][65]; /* struct new_utsname */
    u8 random[16], address[MAC_SIZE] = {0};
    char text[160];
    char *end = put_text(text, "G ");
    long got = try("random", CALL3(getrandom, random, sizeof random, GRND_NONBLOCK));
    if (got != sizeof random)
        return got < 0 ? got : -EAGAIN;
    MUST("uname", CALL1(uname, names));
    long told = try("mac", card(SIOCGIFHWADDR, address));
    if (told < 0 && told != -ENODEV)
        return told;
    end = put_octets(end, random, sizeof random, 0);
    *end++ = ' ';
    end = put_text(end, names[1]);
    *end++ = ' ';
    end = told < 0 ? put_text(end, "-") : put_octets(end, address, MAC_SIZE, ':');
    *end++ = '\n';
    say(text, end);
    return 0;
}
