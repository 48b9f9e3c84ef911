"""The encoder and its heads, trained as the integers will run it (straight-through fake quantisation).

Everything that C multiplies is int8: embeddings (1.0 = 32), weights (one scale a matrix), activations (1.0 = 32 before the first
convolution, 16 after).  The maxout sums go through a layer norm, which no scale survives, so no requantisation is needed there.
models/README.md has the same network as integer formulas; src/nlp/encoder.c runs it; train/twin.py checks C against them.

Shapes: B sentences, n tokens, D = 160 wide, P = 2 maxout pieces, H = 128 for the parser.
"""
import torch
import torch.nn as nn
import torch.nn.functional as F

D, P, H = 160, 2, 128
DIMS = {"glove": 100, "word": 96, "pre": 48, "suf": 48, "shape": 48, "si": 48}  # 388 in all
DILATION = [1, 2, 1, 4, 1]
DIST = 32  # distances beyond +-32 share a bucket
E_SCALE, X0_SCALE, X_SCALE = 32.0, 32.0, 16.0


class Round(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.floor(x + 0.5)

    @staticmethod
    def backward(ctx, g):
        return g


def act(x, scale):
    """Activation as int8 with a fixed scale; the gradient is cut where it saturates."""
    return Round.apply(torch.clamp(x * scale, -127.0, 127.0)) / scale


class QLinear(nn.Linear):
    """The product is taken in bfloat16, which holds int8 exactly: only the sums are rounded, to 8 bits, and in training alone."""

    def forward(self, x):
        s = (self.weight.detach().abs().max() / 127.0).clamp_min(1e-8)
        if not self.training:
            return F.linear(x, Round.apply(self.weight / s) * s, self.bias)
        w = Round.apply(self.weight / s).bfloat16()
        return F.linear(x.bfloat16(), w).float() * s + self.bias


def maxout(y):
    return torch.maximum(y[..., :D], y[..., D:])


class Encoder(nn.Module):
    def __init__(self, rows, glove, n_upos, n_xpos, n_ner, n_rel, dropout=0.25):
        super().__init__()
        g = torch.cat([glove, torch.zeros(1, glove.shape[1])])
        self.register_buffer("glove", Round.apply(torch.clamp(g * 2 * E_SCALE, -127, 127)) / E_SCALE)
        self.tables = nn.ModuleDict({k: nn.Embedding(r, DIMS[k]) for k, r in rows.items()})
        for t in self.tables.values():
            nn.init.normal_(t.weight, std=0.3)
        self.mix = QLinear(sum(DIMS.values()), D * P)
        self.norm0 = nn.LayerNorm(D, eps=1e-3)
        self.conv = nn.ModuleList([QLinear(3 * D, D * P) for _ in DILATION])
        self.norm = nn.ModuleList([nn.LayerNorm(D, eps=1e-3) for _ in DILATION])
        self.tags = QLinear(D, n_upos + n_xpos + n_ner)
        self.n = (n_upos, n_xpos, n_ner)
        self.parse = QLinear(D, 4 * H)  # dependent, head, label of dependent, label of head
        self.arc = QLinear(H, H)
        self.root_head = nn.Parameter(torch.randn(H) * 0.1)
        self.root_label = nn.Parameter(torch.randn(H) * 0.1)
        self.dist = nn.Parameter(torch.zeros(2 * DIST + 1))
        self.dist_root = nn.Parameter(torch.zeros(1))
        self.dist_label = nn.Parameter(torch.zeros(2 * DIST + 2, H))
        self.label = QLinear(H, n_rel)
        with torch.no_grad():  # arc scores start near zero, so that the distance bias is learned first
            self.arc.weight.mul_(0.3)
        self.p = dropout

    def encode(self, ids, mask):
        """ids [B, n, 6], mask [B, n] -> quantised x [B, n, D]"""
        parts = [F.embedding(ids[..., 0], self.glove)]
        for i, k in enumerate(self.tables):
            parts.append(act(self.tables[k](ids[..., i + 1]), E_SCALE))
        if self.training:
            keep = (torch.rand(ids.shape[:2]) > 0.1).float().unsqueeze(-1)
            parts[0] = parts[0] * keep
            keep = (torch.rand(ids.shape[:2]) > 0.15).float().unsqueeze(-1)
            parts[1] = parts[1] * keep
        e = F.dropout(torch.cat(parts, -1), self.p * 0.6, self.training)
        m = mask.unsqueeze(-1).float()
        x = self.norm0(maxout(self.mix(e))) * m
        x = F.dropout(x, self.p, self.training)
        for i, d in enumerate(DILATION):
            q = act(x, X0_SCALE if i == 0 else X_SCALE)
            z = F.pad(q, (0, 0, d, d))
            n = q.shape[1]
            w = torch.cat([z[:, :n], q, z[:, 2 * d:2 * d + n]], -1)
            y = self.norm[i](maxout(self.conv[i](w)))
            x = (x + F.dropout(y, self.p, self.training)) * m
        return act(x, X_SCALE)

    def buckets(self, n):
        j = torch.arange(n)
        return (j.unsqueeze(0) - j.unsqueeze(1)).clamp(-DIST, DIST) + DIST  # [dep, head]

    def heads(self, x, mask):
        """-> tag scores [B, n, T], arc scores [B, n, 1 + n] (0: root), label parts"""
        B, n, _ = x.shape
        tags = self.tags(F.dropout(x, 0.15, self.training))
        z = F.dropout(self.parse(x), 0.0, self.training).view(B, n, 4, H)
        dep, head = act(F.relu(z[:, :, 0]), X_SCALE), act(F.relu(z[:, :, 1]), X_SCALE)
        dep, head = F.dropout(dep, self.p, self.training), F.dropout(head, self.p, self.training)
        q = act(self.arc(dep), X_SCALE)
        root = act(self.root_head, X_SCALE)
        s = torch.cat([(q @ root).unsqueeze(-1) + self.dist_root, q @ head.transpose(1, 2) + F.embedding(self.buckets(n), self.dist.unsqueeze(-1)).squeeze(-1)], -1)
        s = s.masked_fill(~torch.cat([mask.new_ones(B, 1), mask], 1).unsqueeze(1), -1e4)
        s = s.masked_fill(torch.cat([torch.zeros(n, 1, dtype=torch.bool), torch.eye(n, dtype=torch.bool)], 1), -1e4)
        return tags, s, z

    def labels(self, z, heads):
        """z from heads(), heads [B, n] (0: root, else 1-based) -> [B, n, R]"""
        B, n = heads.shape
        src = torch.cat([self.root_label.expand(B, 1, H), z[:, :, 3]], 1)
        at = src.gather(1, heads.unsqueeze(-1).expand(B, n, H))
        d = (heads - 1 - torch.arange(n)).clamp(-DIST, DIST) + DIST
        d = torch.where(heads == 0, torch.full_like(d, 2 * DIST + 1), d)
        h = act(F.relu(z[:, :, 2] + at + F.embedding(d, self.dist_label)), X_SCALE)
        return self.label(F.dropout(h, self.p, self.training))
